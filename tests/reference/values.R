# Reference values of the survey, psych and base packages on data.csv, at full precision.
# Run: Rscript tests/reference/values.R   (writes values.json; the test suite itself needs no R)
suppressMessages({library(survey); library(psych); library(GPArotation); library(MASS); library(jsonlite)})
args <- commandArgs(FALSE); here <- dirname(sub("--file=", "", args[grep("--file=", args)]))
d <- read.csv(file.path(here, "data.csv"), na.strings = c("", "NA"), fileEncoding = "UTF-8")
d$group <- factor(d$group, levels = c("甲", "乙", "丙")); d$z <- factor(d$z, levels = c("否", "是"))
d$sex <- factor(d$sex, levels = c("男", "女")); d$level <- factor(d$level, levels = c("差", "中", "良", "优"), ordered = TRUE)
d$after <- factor(d$after, levels = c("否", "是"))
options(survey.lonely.psu = "adjust")
designs <- list(
  strata = svydesign(ids = ~1, strata = ~stratum, weights = ~weight, fpc = ~fpc, data = d),
  strata_nofpc = svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = d),
  clusters = svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~units, data = d, nest = TRUE),
  clusters_nofpc = svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = d, nest = TRUE))
one <- function(x) as.numeric(unlist(x))
values <- lapply(designs, function(s) {
  has <- subset(s, !is.na(y)); grp <- subset(s, !is.na(group))
  m <- svymean(~y, has); by <- svyby(~y, ~group, subset(grp, !is.na(y)), svymean)
  p <- svymean(~z, s); pb <- svyby(~I(z == "是"), ~group, grp, svymean)
  t <- svytotal(~y, has); tz <- svytotal(~I(z == "是"), s); r <- svyratio(~y, ~age, has)
  lo <- svyciprop(~I(z == "是"), s, method = "logit"); be <- svyciprop(~I(z == "是"), s, method = "beta")
  chi <- svychisq(~z + group, grp, statistic = "F"); tt <- svyttest(y ~ sex, has)
  rt <- svyranktest(y ~ sex, has); kw <- svyranktest(y ~ group, subset(grp, !is.na(y)))
  gl <- svyglm(I(z == "是") ~ age + group, grp, family = quasibinomial)
  li <- svyglm(y ~ age + group, subset(grp, !is.na(y)))
  ol <- svyolr(level ~ age + sex, s)
  list(mean = one(coef(m)), mean_se = one(SE(m)), n_y = nrow(has), by = one(coef(by)), by_se = one(SE(by)),
       share = one(coef(p))[2], share_se = one(SE(p))[2], share_by = one(coef(pb))[4:6], share_by_se = one(SE(pb))[4:6],
       total = one(coef(t)), total_se = one(SE(t)), total_z = one(coef(tz))[2], total_z_se = one(SE(tz))[2],
       ratio = one(coef(r)), ratio_se = one(SE(r)), median = one(coef(svyquantile(~y, has, 0.5))),
       logit = one(attr(lo, "ci")), beta = one(attr(be, "ci")), degf = degf(s),
       rao_scott = list(f = one(chi$statistic), df = one(chi$parameter), p = one(chi$p.value), n = nrow(grp)),
       ttest = list(t = one(tt$statistic), df = one(tt$parameter), p = one(tt$p.value)),
       rank = list(t = one(rt$statistic), df = one(rt$parameter), p = one(rt$p.value)),
       rank3 = list(stat = one(kw$statistic), df = one(kw$parameter), p = one(kw$p.value)),
       logistic = list(b = one(coef(gl)), se = one(sqrt(diag(vcov(gl))))),
       linear = list(b = one(coef(li)), se = one(sqrt(diag(vcov(li))))),
       ordinal = list(b = one(ol$coefficients), zeta = one(ol$zeta), se = one(sqrt(diag(vcov(ol))))))
})
s0 <- svydesign(ids = ~1, weights = ~1, data = d)
rk <- rake(s0, list(~sex, ~stratum), list(data.frame(sex = c("男", "女"), Freq = c(700, 750)), data.frame(stratum = c("h1", "h2", "h3"), Freq = c(900, 400, 150))), control = list(maxit = 500, epsilon = 1e-12))
ps <- postStratify(s0, ~stratum, data.frame(stratum = c("h1", "h2", "h3"), Freq = c(900, 400, 150)))
x <- as.matrix(d[, paste0("i", 1:8)]); R <- cor(x)
al <- alpha(x, check.keys = FALSE); f1 <- fa(R, 1, fm = "minres", n.obs = 300)
v2 <- fa(R, 2, rotate = "varimax", fm = "minres", n.obs = 300); o2 <- fa(R, 2, rotate = "oblimin", fm = "minres", n.obs = 300)
ba <- cortest.bartlett(R, 300); km <- KMO(R)
tab <- table(d$z, d$group)
values$weights <- list(rake = weights(rk), post = weights(ps))
values$scale <- list(alpha = one(al$total$raw_alpha), feldt = one(al$feldt$lower.ci), feldt_high = one(al$feldt$upper.ci),
  item_rest = one(al$item.stats$r.drop), alpha_without = one(al$alpha.drop$raw_alpha), loading = one(f1$loadings),
  omega = one(sum(f1$loadings)^2 / (sum(f1$loadings)^2 + sum(f1$uniquenesses))), kmo = one(km$MSA), msa = one(km$MSAi),
  bartlett = one(ba$chisq), bartlett_df = one(ba$df), varimax = unclass(v2$loadings)[, ], oblimin = unclass(o2$loadings)[, ], phi = o2$Phi)
ch <- chisq.test(tab, correct = FALSE)
values$classical <- list(chi2 = one(ch$statistic), chi2_p = one(ch$p.value), residual = one(ch$stdres), n = sum(tab),
  fisher = fisher.test(table(d$z, d$sex))$p.value, welch_t = one(t.test(y ~ sex, d)$statistic), welch_p = t.test(y ~ sex, d)$p.value,
  welch_df = one(t.test(y ~ sex, d)$parameter), mann = one(wilcox.test(y ~ sex, d, correct = TRUE, exact = FALSE)$p.value),
  kruskal = one(kruskal.test(y ~ group, d)$statistic), kruskal_p = kruskal.test(y ~ group, d)$p.value,
  paired_t = one(t.test(d$i2, d$i1, paired = TRUE)$statistic), paired_p = t.test(d$i2, d$i1, paired = TRUE)$p.value,
  mcnemar = binom.test(sum(d$z == "否" & d$after == "是"), sum(d$z != d$after))$p.value,
  holm = p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"))
write(toJSON(values, digits = I(17), auto_unbox = TRUE, pretty = TRUE), file.path(here, "values.json"))
