"""Every threshold, once, with its reason."""

# Confidence level of every interval; the convention of official statistics.
LEVEL = 0.95

# No percentage, average or chart on fewer answers. UK Safe Data Access Professionals handbook
# (2019): percentages on fewer than ten people count as low counts.
LEAST_BASE = 10

# A sensitive answer given by fewer people than this is withheld, and so is its complement.
LEAST_SENSITIVE_COUNT = 5

# A count that is hidden must stay uncertain by this rule's own width. What cannot be shown to be
# so in so many branches, in this time on the clock, or within so many unknowns, is taken to
# follow; the branches end it on any machine alike.
ATTACK_NODES = 500
ATTACK_SECONDS = 20
MOST_UNKNOWNS = 50_000

# Looking for fewer numbers to withhold: so many rounds of cuts (Fischetti and Salazar-González
# 2000), and so many programs altogether: counted, not timed, so that every machine withholds the same.
CUT_ROUNDS = 20
CUT_PROGRAMS = 2_500

# Of a forum everybody knows who came: one or two speakers are not told apart, and a group of
# few is not broken out. Under this many speakers no percentage is made of them.
LEAST_VOICES = 3
LEAST_PRESENT = 5
# Of the words of a quote so much must be the speaker's own, else they are no summary of them.
OWN_WORDS = 0.5

# Interviews beside a survey: a share is of most people, or of few, when its interval says so.
MANY, FEW = 0.5, 0.25

# How far coders agree on the labels that they used, by the whole interval: the words that Landis
# and Koch (1977) give from 0.6 and 0.8 on.
AGREED, AGREED_WELL = 0.6, 0.8

# Missing answers are told from here: five in a hundred rarely change a result (Schafer 1999).
LOST = 0.05

# Two groups are compared only when each has this many answers (as LEAST_BASE).
LEAST_COMPARED = 10

# The normal interval of a share is honest only from here (Brown, Cai and DasGupta 2001).
LEAST_FOR_LINEAR = 10

# A share is too uncertain to be printed as one number in a sentence (Parker et al. 2017, National
# Center for Health Statistics Data Presentation Standards for Proportions, series 2, no. 175): a
# sample, or an effective one, of fewer than this; an interval wider than this; or, wider than
# NARROW_ENOUGH, more than this many times the share.
LEAST_PRESENTED = 30
TOO_WIDE, NARROW_ENOUGH, TOO_WIDE_FOR_SHARE = 0.30, 0.05, 1.30

# Weights: no fewer respondents than this, and no weight beyond this many times the mean.
LEAST_WEIGHTED = 30
MOST_WEIGHT = 5.0

# A test by expected counts: below this in a fifth of the cells, or below one anywhere, an exact
# or simulated one instead (Cochran 1954).
LEAST_EXPECTED = 5

# Survival curves and scales need this many people; a model this many events a coefficient.
LEAST_CURVE = 30
LEAST_SCALE = 30
EVENTS_PER_TERM = 10

# A difference smaller than this is not worth a sentence in a community of this size.
WORTHWHILE_SHARE = 0.10
WORTHWHILE_SCORE = 0.3

# Percentages are printed whole: at n = 103 one decimal gives every count away, and no sample
# here supports more. Other numbers follow their spread; one without any carries one decimal.
SHARE_DECIMALS = 0
AVERAGE_DECIMALS = 1

# Notebooks whose report is handed in as Word too.
IN_WORD = ("06_", "09_")

# The notebook for the class: a page of its own, in none of the reports. On it no more than so many
# alternatives to what is reported, each with its own sentence, table and chart.
IN_CLASS = "90_"
MOST_CHOICES = 6

# The report that is presented: a quarter of an hour, about twelve slides; what is read from the
# last row of a room.
IN_SLIDES = "06_"
MOST_SLIDES = 11
SLIDE_LINES, SLIDE_LETTERS = 11, 44
LONGEST_CLAIM = 75
SLIDE_ROWS, SLIDE_COLUMNS = 9, 5

# Every chart shows at most this many categories; the rest are folded into 其他.
MOST_CATEGORIES = 12

# The guarded reader.
PROGRESS_SECONDS = 2
READ_SECONDS = 9
READ_SECONDS_PER_MB = 12  # a real workbook of 20,000 rows takes this; a bomb is small
READ_MEMORY = 1 << 30
MOST_BYTES = 500 << 20
MOST_PROJECT_BYTES = 50 << 20  # texts of a project of another tool: a thousand hours are fewer
MOST_RATIO = 100
RATIO_FREE_BYTES = 100 << 10
MOST_ROWS = 200_000
MOST_COLUMNS = 2_000  # true exports have a thousand
MOST_CSV_ROWS = 5_000_000

# Text that decodes as GB18030 is Chinese when this share of it is everyday characters.
LEAST_EVERYDAY = 0.7

# One notebook cell may run this long before the run is stopped.
CELL_SECONDS = 300

# Limits are time at work; on a busy machine the clock may show this many times as much.
PATIENCE = 4
