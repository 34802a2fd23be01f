# Reference values of survey, clubSandwich, brglm and base for what designs, small models and pairs need.
# Run: Rscript tests/reference/inference.R   (writes inference.json; the test suite itself needs no R)
suppressMessages({library(survey); library(clubSandwich); library(brglm); library(jsonlite)})
args <- commandArgs(FALSE); here <- dirname(sub("--file=", "", args[grep("--file=", args)]))
d <- read.csv(file.path(here, "data.csv"), na.strings = c("", "NA"), fileEncoding = "UTF-8")
d$group <- factor(d$group, levels = c("甲", "乙", "丙")); d$yes <- as.numeric(d$z == "是"); d$after1 <- as.numeric(d$after == "是")
d$sex <- factor(d$sex, levels = c("男", "女")); d$z <- factor(d$z, levels = c("否", "是")); d$step <- match(d$level, c("差", "中", "良", "优"))
d$known <- as.numeric(!is.na(d$y)); d$y0 <- ifelse(is.na(d$y), 0, d$y); d$one <- 1
d$g0 <- factor(ifelse(is.na(d$group), "none", as.character(d$group)), levels = c(levels(d$group), "none")); d$ka <- d$known * (d$g0 == "甲"); d$kb <- d$known * (d$g0 == "乙"); d$ya <- d$ka * d$y0; d$yb <- d$kb * d$y0; d$hit <- as.numeric(d$sex == "女")
options(survey.lonely.psu = "adjust")
one <- function(x) as.numeric(unlist(x))
designs <- list(
  strata = svydesign(ids = ~1, strata = ~stratum, weights = ~weight, fpc = ~fpc, data = d),
  strata_nofpc = svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = d),
  clusters = svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~units, data = d, nest = TRUE),
  clusters_nofpc = svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = d, nest = TRUE))
# Korn and Graubard (1998): effective n for few degrees of freedom, not above n (n over what a finite population leaves)
korn <- function(s, most) {
  m <- svymean(~yes, s); p <- one(coef(m)); n <- nrow(s)
  size <- min(p * (1 - p) / one(vcov(m)) * (qt(.975, n - 1) / qt(.975, degf(s)))^2, most)
  z <- qnorm(.975); c(size, (p + z^2 / (2 * size) + c(-1, 1) * z * sqrt(p * (1 - p) / size + z^2 / (4 * size^2))) / (1 + z^2 / size))
}
tested <- function(m, df) { b <- one(coef(m)); se <- one(SE(m)); list(b = b, se = se, df = df, p = 2 * pt(-abs(b / se), df)) }
trend <- function(model, cluster) { t <- coef_test(model, vcov = "CR2", cluster = cluster, test = "Satterthwaite")
  list(b = one(t$beta), se = one(t$SE), df = one(t$df), n = nobs(model)) }
known <- function(s, has) {  # y0 is y where it is known: outside the subset weights are nought and a gap would spoil the sum
  by <- svyby(~y0, ~g0, has, svymean); sb <- svyby(~yes, ~g0, s, svymean)
  two <- svycontrast(svytotal(~ka + kb + ya + yb, s), list(a = quote(ya / ka), b = quote(yb / kb)))
  list(sex = one(SE(svymean(~hit, s))), y = one(coef(svymean(~y0, has))), y_se = one(SE(svymean(~y0, has))),
       by = one(coef(by))[1:3], by_se = one(SE(by))[1:3], by_cov = vcov(two)[1, 2], yes = one(coef(svymean(~yes, s))), yes_se = one(SE(svymean(~yes, s))),
       yes_by_se = one(SE(sb))[1:3], total = one(coef(svytotal(~yes, s))), total_se = one(SE(svytotal(~yes, s))), n = sum(d$known))
}
values <- lapply(names(designs), function(name) {
  s <- designs[[name]]; has <- subset(s, !is.na(y)); grp <- subset(s, !is.na(group)); both <- subset(has, !is.na(group))
  size <- if (name == "strata") sum(tapply(d$fpc, d$stratum, head, 1)) else if (name == "clusters") sum(tapply(d$units, d$stratum, head, 1)) else Inf
  units <- if (grepl("clusters", name)) sum(tapply(d$cluster, d$stratum, function(k) length(unique(k)))) else nrow(d)
  left <- 1 - units / size
  alone <- subset(grp, group == "丙")
  by <- svyby(~y, ~group, both, svymean, covmat = TRUE); sb <- svyby(~yes, ~group, grp, svymean, covmat = TRUE)
  t <- svycontrast(svytotal(~y0 + known + one, s), quote(y0 / known * one))
  f <- svychisq(~z + group, grp, statistic = "F"); x2 <- svychisq(~z + group, grp, statistic = "Chisq")
  ids <- if (grepl("clusters", name)) interaction(d$stratum, d$cluster) else seq_len(nrow(d))
  lin <- !is.na(d$y) & !is.na(d$group); d$ids <- ids
  rk <- s; rk$variables$rank <- NA
  cal <- calibrate(s, ~sex + z, population = c(`(Intercept)` = 1450, `sex女` = 750, `z是` = 600), calfun = "raking", epsilon = 1e-13, maxit = 500)
  sd2 <- function(k) { part <- subset(has, sex == k); one(svyvar(~y, part)) }
  sizes <- table(d$sex[!is.na(d$y)]); pooled <- sqrt(sum((as.numeric(sizes) - 1) * c(sd2("男"), sd2("女"))) / (sum(sizes) - 2))
  means <- svyby(~y, ~sex, has, svymean, covmat = TRUE)
  list(share = korn(s, nrow(s) / left), share_c = korn(alone, nrow(alone) / left), share_c_df = degf(alone), share_c_n = nrow(alone),
       mean_df = degf(has), by_df = sapply(levels(d$group), function(g) degf(subset(both, group == g))),
       by_cov = vcov(by)[1, 2], share_by_cov = vcov(sb)[1, 2], deff = one(deff(svymean(~y, has, deff = "replace"))) / left,
       deff_share = one(deff(svymean(~yes, s, deff = "replace"))) / left,
       total = one(coef(t)), total_se = one(SE(t)),
       linear = trend(lm(y ~ age + group, d[lin, ], weights = weight), d$ids[lin]),
       trend = trend(lm(yes ~ step, d, weights = weight), d$ids),
       paired = tested(svymean(~I(i2 - i1), s), degf(s)), changed = tested(svymean(~I(after1 - yes), s), degf(s)),
       v = list(chi2 = one(f$statistic) * 2, n = nrow(grp) * one(f$statistic) * 2 / one(x2$statistic)),
       hedges = (one(coef(means))[2] - one(coef(means))[1]) / pooled * (1 - 3 / (4 * (sum(sizes) - 2) - 1)), sex_means = one(coef(means)),
       alpha = one(svycralpha(~i1 + i2 + i3 + i4 + i5 + i6 + i7 + i8, s)), calibrated = known(cal, subset(cal, !is.na(y))))
})
names(values) <- names(designs)
s0 <- svydesign(ids = ~1, weights = ~1, data = d)
rk <- rake(s0, list(~sex, ~stratum), list(data.frame(sex = c("男", "女"), Freq = c(700, 750)), data.frame(stratum = c("h1", "h2", "h3"), Freq = c(900, 400, 150))), control = list(maxit = 500, epsilon = 1e-13))
ps <- postStratify(s0, ~sex, data.frame(sex = c("男", "女"), Freq = c(700, 750)))
values$raked <- known(rk, subset(rk, !is.na(y))); values$post <- known(ps, subset(ps, !is.na(y)))
lin <- !is.na(d$y) & !is.na(d$group)
few <- d[seq_len(30), ]; few <- few[!is.na(few$y) & !is.na(few$group), ]
half <- (d[, c("i1", "i2")]); w <- wilcox.test(d$i2, d$i1, paired = TRUE, exact = FALSE, correct = TRUE)
gain <- sum(d$i2 > d$i1); loss <- sum(d$i2 < d$i1); n <- nrow(d); p1 <- (gain + 1) / (n + 2); p2 <- (loss + 1) / (n + 2)
rare <- d[1:60, ]; rare$rare <- as.numeric(rare$y > 60); rare <- rare[!is.na(rare$rare) & !is.na(rare$group), ]
fi <- brglm(rare ~ age + group, data = rare, family = binomial, br.epsilon = 1e-13, br.maxit = 2000)
sp <- suppressWarnings(cor.test(d$age, d$y, method = "spearman", exact = FALSE))
values$plain <- list(
  linear = trend(lm(y ~ age + group, d[lin, ]), which(lin)), small = trend(lm(y ~ age + group, few), seq_len(nrow(few))),
  wald = one(Wald_test(lm(y ~ age + group, d[lin, ]), constraints = constrain_zero(3:4), vcov = "CR2", cluster = which(lin), test = "chi-sq")$Fstat),
  signed = list(statistic = one(w$statistic), p = one(w$p.value), effect = (gain - loss) / n,
                half = qnorm(.975) * sqrt((p1 + p2 - (p1 - p2)^2) / (n + 2)), middle = p1 - p2),
  spearman = list(rho = one(sp$estimate), p = one(sp$p.value), n = sum(complete.cases(d$age, d$y))),
  firth = list(b = one(coef(fi)), se = one(sqrt(diag(vcov(fi)))), n = nrow(rare), events = sum(rare$rare)))
write(toJSON(values, digits = I(17), auto_unbox = TRUE, pretty = TRUE), file.path(here, "inference.json"))
