"""Cues of statistics and learning: tests, estimates, distributions, models, groups."""

from typing import Final

from .cue import Cue, cue

CUES: Final[tuple[Cue, ...]] = (
    cue(
        "a comparison of two means (Student's or Welch's t)",
        """t test | t statistic | welch | unequal variances | satterthwaite | student's t | difference
        between the means | difference of means | difference in means | two sample + mean | compare
        the means | treated and control + mean | two groups + mean + p value | pooled variance""",
        """scipy.stats.ttest_ind scipy.stats.ttest_ind_from_stats scipy.stats.t scipy.stats.ttest_rel
        scipy.stats.ttest_1samp""",
    ),
    cue(
        "a paired comparison",
        "paired | before and after | matched pairs | bland altman | same subjects",
        "scipy.stats.ttest_rel scipy.stats.wilcoxon scipy.stats.ttest_1samp",
        0.9,
    ),
    cue(
        "quantiles of Student's t",
        """confidence interval of the mean | confidence limits + mean | small sample + confidence |
        confidence interval + slope | prediction interval | extra sum | grubbs | critical value""",
        "scipy.stats.t scipy.special.stdtrit scipy.stats.sem scipy.stats.norm scipy.stats.f",
        0.85,
    ),
    cue(
        "the standard error of a mean",
        """standard error | standard error of the mean | sem | replicates + uncertainty | replicate +
        error | mean and uncertainty""",
        "scipy.stats.sem numpy.std scipy.stats.tstd scipy.stats.bootstrap numpy.nanstd",
        0.9,
    ),
    cue(
        "statistics that leave out missing values",
        """missing values | nan + ignored | ignoring nan | ignore nan | nan are left out | missing +
        left out | gaps + nan | may contain nan | nan mark | missing observations | missing data |
        nans""",
        """numpy.nanmean numpy.nanstd numpy.nanvar numpy.nanmedian numpy.nansum numpy.isnan
        numpy.nanpercentile""",
        0.6,
    ),
    cue(
        "an analysis of variance",
        """anova | analysis of variance | one way + groups | f test | several groups + mean | between
        groups + within groups | variance components | repeatability | icc | tukey""",
        """scipy.stats.f_oneway scipy.stats.f scipy.stats.tukey_hsd scipy.stats.alexandergovern
        statsmodels.stats.anova.anova_lm scipy.stats.levene""",
    ),
    cue(
        "a rank test for two samples",
        """mann whitney | rank sum | u test | u statistic | wilcoxon rank | without assuming normality
        | stochastically larger | nonparametric + two groups""",
        "scipy.stats.mannwhitneyu scipy.stats.ranksums scipy.stats.brunnermunzel scipy.stats.rankdata",
    ),
    cue(
        "a rank test for several samples",
        "kruskal | several groups + rank | friedman | nonparametric + several groups | median test",
        "scipy.stats.kruskal scipy.stats.friedmanchisquare scipy.stats.median_test scipy.stats.rankdata",
    ),
    cue(
        "ranks",
        """rank | ranks | ranked | tied ranks | mid ranks | average ranks | ties + rank | quantile
        normalisation | quantile normalization | percentile rank""",
        "scipy.stats.rankdata numpy.argsort scipy.stats.spearmanr pandas.DataFrame.rank pandas.Series.rank",
        0.75,
    ),
    cue(
        "a correlation",
        """pearson | correlation coefficient | correlated | correlation between | correlation matrix |
        coefficient of determination | r squared | strength of the linear""",
        "scipy.stats.pearsonr numpy.corrcoef scipy.stats.spearmanr scipy.stats.linregress numpy.cov",
        0.9,
    ),
    cue(
        "a rank correlation",
        """spearman | rank correlation | kendall | monotonic association | monotone association |
        concordant | mann kendall""",
        """scipy.stats.spearmanr scipy.stats.kendalltau scipy.stats.rankdata scipy.stats.weightedtau
        scipy.stats.somersd numpy.corrcoef""",
    ),
    cue(
        "a trend that outliers don't move",
        """theil sen | robust slope | median of + slopes | robust regression | outliers + regression |
        mann kendall | monotonic trend | siegel | sen's slope | huber | repeated medians""",
        """scipy.stats.theilslopes scipy.stats.siegelslopes scipy.stats.kendalltau
        sklearn.linear_model.HuberRegressor sklearn.linear_model.TheilSenRegressor
        statsmodels.robust.robust_linear_model.RLM""",
    ),
    cue(
        "a robust location or spread",
        """median absolute deviation | mad | robust standard deviation | trimmed mean | winsor |
        outliers | sigma clipping | sigma clipped | interquartile range | robust estimate | biweight""",
        """scipy.stats.median_abs_deviation scipy.stats.trim_mean scipy.stats.iqr
        scipy.stats.sigmaclip astropy.stats.sigma_clip statsmodels.robust.mad scipy.stats.tmean""",
        0.9,
    ),
    cue(
        "a test of a sample against a distribution",
        """kolmogorov smirnov | kolmogorov | goodness of fit + distribution | empirical distribution +
        theoretical | test + exponential distribution | test of normality | normality | normally
        distributed + test | come from + distribution | cramer von mises | anderson darling |
        uniformity + p value""",
        """scipy.stats.kstest scipy.stats.ks_1samp scipy.stats.ks_2samp scipy.stats.anderson
        scipy.stats.shapiro scipy.stats.cramervonmises scipy.stats.goodness_of_fit""",
    ),
    cue(
        "a test whether two samples have one distribution",
        """two sample + distribution | same distribution | two empirical + distribution | ks two
        sample | two empirical distribution functions | largest difference + distribution""",
        """scipy.stats.ks_2samp scipy.stats.epps_singleton_2samp scipy.stats.anderson_ksamp
        scipy.stats.cramervonmises_2samp scipy.stats.energy_distance scipy.stats.wasserstein_distance""",
    ),
    cue(
        "a chi-squared comparison of counts",
        """chi square | chi squared | chi2 | goodness of fit + counts | hardy weinberg | observed and
        expected | expected counts | mendelian | segregation ratio | genotype counts | goodness of fit
        | p value + degree of freedom""",
        """scipy.stats.chisquare scipy.stats.chi2 scipy.stats.chi2_contingency
        scipy.stats.power_divergence scipy.special.chdtrc""",
    ),
    cue(
        "an association in a table of counts",
        """contingency | 2x2 table | odds ratio | association + counts | relative risk | mcnemar |
        independence + counts | linkage disequilibrium | case control | fisher's exact | fisher exact
        | mcdonald kreitman""",
        """scipy.stats.chi2_contingency scipy.stats.fisher_exact scipy.stats.barnard_exact
        scipy.stats.boschloo_exact scipy.stats.contingency.odds_ratio
        scipy.stats.contingency.relative_risk""",
    ),
    cue(
        "overlap of gene sets or draws without replacement",
        """hypergeometric | enrichment | over represented | overrepresented | gene ontology | drawn
        without replacement | overlap of + lists | mark recapture | capture recapture | gene set""",
        "scipy.stats.hypergeom scipy.stats.fisher_exact scipy.special.gammaln scipy.stats.nhypergeom",
    ),
    cue(
        "a test or interval for a proportion",
        """binomial test | proportion + confidence | wilson interval | clopper pearson | successes +
        trials | sensitivity and specificity | sign test | prevalence + confidence | binomial
        proportion | detection probability + trials | efficiency + trials""",
        """scipy.stats.binomtest scipy.stats.binom scipy.stats.beta
        statsmodels.stats.proportion.proportion_confint scipy.special.betaincinv""",
    ),
    cue(
        "counts of rare events (Poisson)",
        """poisson | counts per | number of events | rare events | counting experiment | dead time |
        limiting dilution | multiplicity of infection | upper limit + counts | expected background""",
        """scipy.stats.poisson scipy.special.gammaln scipy.special.gammaincc scipy.special.pdtrc
        scipy.stats.chi2 astropy.stats.poisson_conf_interval""",
        0.8,
    ),
    cue(
        "many tests at once",
        """false discovery | benjamini | multiple testing | multiple comparisons | bonferroni | holm |
        adjusted p | q value | q values | thousands of genes | expected to be false | family wise |
        thousands + tests""",
        """scipy.stats.false_discovery_control statsmodels.stats.multitest.multipletests
        statsmodels.stats.multitest.fdrcorrection""",
    ),
    cue(
        "combining p-values or studies",
        """combine p values | combined p | fisher's method | stouffer | meta analysis | pooled effect
        | heterogeneity + studies | dersimonian""",
        """scipy.stats.combine_pvalues statsmodels.stats.meta_analysis.combine_effects
        scipy.stats.chi2 scipy.stats.norm""",
    ),
    cue(
        "resampling: a bootstrap, jackknife or permutation test",
        """bootstrap | resampling | with replacement + sample | permutation test | randomisation test
        | randomization test | jackknife | shuffled labels | block bootstrap | drawing samples of the
        same size | permuting + labels | mantel""",
        """scipy.stats.bootstrap scipy.stats.permutation_test numpy.random.default_rng
        scipy.stats.monte_carlo_test numpy.random.Generator.choice sklearn.utils.resample
        astropy.stats.jackknife_stats""",
    ),
    cue(
        "the normal distribution",
        """normal distribution | gaussian distribution + probability | z score + p value | probit |
        normal quantile | normal cumulative | two sided p + normal | standard normal | d prime |
        signal detection theory | process capability | inverse normal""",
        "scipy.stats.norm scipy.special.ndtr scipy.special.ndtri scipy.special.erf scipy.stats.zscore",
        0.85,
    ),
    cue(
        "tails of a sum of squares or of exponentials (chi-squared, gamma)",
        """detection threshold | false alarm rate | false alarm probability | constant false alarm |
        noise powers | sum of + exponential | sum of squared normal | energy detector | radar +
        threshold | looks + speckle | chi squared + quantile | upper limit + confidence + counts |
        confidence interval of the variance | periodogram + significance | matched filter + threshold""",
        """scipy.stats.chi2 scipy.stats.gamma scipy.special.gammaincc scipy.special.gammainccinv
        scipy.stats.expon scipy.stats.ncx2 scipy.stats.erlang""",
        0.9,
    ),
    cue(
        "several correlated normal variables",
        """multivariate normal | bivariate normal | mahalanobis | covariance matrix + density | error
        ellipse | confidence ellipse | hotelling""",
        """scipy.stats.multivariate_normal scipy.spatial.distance.mahalanobis
        numpy.random.Generator.multivariate_normal scipy.stats.chi2 numpy.cov
        sklearn.covariance.EmpiricalCovariance""",
        0.9,
    ),
    cue(
        "extreme values",
        """extreme value | gumbel | return level | return period | block maxima | annual maxima |
        annual maximum | gev | exceeded once in | peaks over threshold | generalised pareto |
        generalized pareto | hundred year | design flood""",
        "scipy.stats.genextreme scipy.stats.gumbel_r scipy.stats.genpareto scipy.stats.weibull_min",
    ),
    cue(
        "a Weibull distribution",
        "weibull | wind speed + distribution | failure times | reliability + strength | weakest link",
        """scipy.stats.weibull_min scipy.stats.exponweib scipy.special.gamma scipy.stats.weibull_max
        numpy.random.Generator.weibull""",
    ),
    cue(
        "a gamma or log-normal distribution",
        """lognormal | log normal + distribution | geometric standard deviation | gamma distribution |
        rainfall + index | standardised precipitation | standardized precipitation | skewed positive |
        negative binomial | overdispersion""",
        """scipy.stats.gamma scipy.stats.lognorm scipy.stats.nbinom scipy.stats.gmean scipy.stats.gstd
        scipy.stats.pearson3""",
        0.85,
    ),
    cue(
        "waiting times",
        """exponential distribution | exponentially distributed | waiting times | interarrival | inter
        arrival | interspike | memoryless | dwell times""",
        "scipy.stats.expon scipy.stats.gamma numpy.random.Generator.exponential scipy.stats.kstest",
        0.8,
    ),
    cue(
        "a kernel density estimate",
        """kernel density | kde | density estimate | smooth density | utilisation distribution |
        utilization distribution | silverman | scott's rule | density of + points + bandwidth |
        probability density from samples""",
        """scipy.stats.gaussian_kde sklearn.neighbors.KernelDensity
        statsmodels.nonparametric.kde.KDEUnivariate
        statsmodels.nonparametric.kernel_density.KDEMultivariate""",
    ),
    cue(
        "survival with censoring",
        """kaplan meier | product limit | censored | censoring | survival curve | survival function +
        follow up | hazard | log rank | logrank | time to event | cox model | nelson aalen | remission
        | life table""",
        """scipy.stats.ecdf scipy.stats.logrank scipy.stats.CensoredData
        statsmodels.duration.survfunc.SurvfuncRight statsmodels.duration.hazard_regression.PHReg
        lifelines.KaplanMeierFitter""",
    ),
    cue(
        "a histogram",
        """histogram | binned | bins | bin counts | number per bin | bin edges | radial profile |
        counts in + shells | size distribution | angular histogram | distribution of distances""",
        """numpy.histogram scipy.stats.binned_statistic numpy.bincount numpy.digitize
        numpy.histogram2d numpy.histogramdd""",
        0.8,
    ),
    cue(
        "statistics in bins or groups",
        """mean in each bin | averaged in bins | per group | by group | per class | class means |
        composite + phase | phase folded | zonal mean | mean per + class | for each site | per site +
        mean | group by | grouped | bin averages | averages in""",
        """scipy.stats.binned_statistic numpy.bincount scipy.stats.binned_statistic_2d
        scipy.ndimage.mean pandas.DataFrame.groupby numpy.unique""",
        0.8,
    ),
    cue(
        "circular statistics",
        """circular mean | mean direction | mean angle | angular data | wind direction | directional
        data | circular variance | rayleigh test | phase locking | resultant length | von mises | mean
        phase | time of day + mean | mean wind""",
        """scipy.stats.circmean scipy.stats.circstd scipy.stats.circvar scipy.stats.vonmises
        scipy.stats.directional_stats astropy.stats.circmean astropy.stats.rayleightest numpy.angle""",
    ),
    cue(
        "skewness and higher moments",
        """skewness | kurtosis | third moment | moments of the distribution | higher moments | central
        moment | l moments | jarque bera | cumulant""",
        """scipy.stats.skew scipy.stats.kurtosis scipy.stats.moment scipy.stats.describe
        scipy.stats.lmoment scipy.stats.kstat""",
        0.9,
    ),
    cue(
        "weighted means and quantiles",
        """weighted mean | weighted average | inverse variance | percentile | quantile | median grain
        | d50 | weighted median""",
        """numpy.average numpy.percentile numpy.quantile numpy.median scipy.stats.scoreatpercentile
        statsmodels.stats.weightstats.DescrStatsW scipy.stats.quantile""",
        0.7,
    ),
    cue(
        "a generalised linear or logistic regression",
        """logistic regression | logit link | binomial counts + dose | ld50 | lc50 | ec50 + binomial |
        generalised linear | generalized linear | poisson regression | log link | presence absence +
        model | species distribution + logistic | deviance | irls | iteratively reweighted | dose that
        kills""",
        """statsmodels.genmod.generalized_linear_model.GLM sklearn.linear_model.LogisticRegression
        statsmodels.discrete.discrete_model.Logit statsmodels.api.GLM statsmodels.api.Logit
        scipy.special.expit sklearn.linear_model.PoissonRegressor""",
    ),
    cue(
        "the gradient or loss of a classifier",
        """softmax regression | multinomial logistic | cross entropy loss | classification + weights +
        gradient | class probabilities | one hot""",
        """scipy.special.log_softmax scipy.special.softmax scipy.special.logsumexp
        sklearn.linear_model.LogisticRegression sklearn.metrics.log_loss
        sklearn.preprocessing.OneHotEncoder""",
    ),
    cue(
        "mixed effects",
        """random effect | random effects | mixed model | mixed effects | random intercept | repeated
        measures | nested + subjects | hierarchical + groups | blup""",
        """statsmodels.regression.mixed_linear_model.MixedLM statsmodels.api.MixedLM
        statsmodels.genmod.generalized_estimating_equations.GEE""",
    ),
    cue(
        "ordinary least squares with tests and intervals",
        """multiple linear regression | ordinary least squares | covariates | confounder | regression
        + standard errors + p | adjusted for | heteroscedastic | robust standard errors""",
        """statsmodels.regression.linear_model.OLS statsmodels.api.OLS
        sklearn.linear_model.LinearRegression numpy.linalg.lstsq
        statsmodels.regression.linear_model.WLS""",
        0.85,
    ),
    cue(
        "sparse regression",
        """lasso | elastic net | sparse coefficients | l1 penalty | variable selection | compressed
        sensing | sparse representation | few nonzero | soft threshold""",
        """sklearn.linear_model.Lasso sklearn.linear_model.LassoCV sklearn.linear_model.ElasticNet
        sklearn.linear_model.Lars sklearn.linear_model.OrthogonalMatchingPursuit""",
    ),
    cue(
        "a smooth local regression",
        """loess | lowess | local regression | locally weighted | smooth trend through | nadaraya
        watson | kernel regression""",
        """statsmodels.nonparametric.smoothers_lowess.lowess
        statsmodels.nonparametric.kernel_regression.KernelReg scipy.interpolate.make_smoothing_spline
        scipy.signal.savgol_filter""",
    ),
    cue(
        "a Gaussian process",
        """gaussian process | kriging | krige | squared exponential + kernel | rbf kernel + regression
        | posterior mean + kernel | surrogate + uncertainty | matern""",
        """sklearn.gaussian_process.GaussianProcessRegressor scipy.linalg.cho_solve
        scipy.linalg.cho_factor sklearn.gaussian_process.kernels.RBF
        sklearn.gaussian_process.kernels.Matern scipy.linalg.cholesky""",
    ),
    cue(
        "principal components",
        """account for most of the variation | most of the variation | most of the variance | modes of
        variation | eigenfaces | body shapes | shape + modes | posture | principal component |
        principal components | pca | greatest variance | directions of + variance | explained variance
        | scores and loadings | empirical orthogonal | eof | chemometric | dimension reduction |
        dimensionality reduction | pls | reduce the dimension""",
        """sklearn.decomposition.PCA numpy.linalg.svd sklearn.decomposition.TruncatedSVD
        scipy.linalg.svd sklearn.cross_decomposition.PLSRegression statsmodels.multivariate.pca.PCA
        numpy.linalg.eigh""",
    ),
    cue(
        "independent sources or non-negative factors",
        """independent component | blind source | unmixed sources | matrix factorisation | matrix
        factorization | source apportionment | eye blink | artefact removal + eeg | positive matrix""",
        """sklearn.decomposition.FastICA sklearn.decomposition.NMF
        sklearn.decomposition.non_negative_factorization scipy.optimize.nnls""",
    ),
    cue(
        "an ordination or embedding of distances",
        """multidimensional scaling | ordination | principal coordinates | pcoa | nmds | embedding +
        distances | coordinates from distances | diffusion map | manifold | t sne | low dimensional
        embedding | distance matrix + coordinates""",
        """sklearn.manifold.MDS numpy.linalg.eigh sklearn.manifold.TSNE sklearn.manifold.Isomap
        sklearn.manifold.SpectralEmbedding scipy.linalg.eigh scipy.spatial.procrustes""",
    ),
    cue(
        "groups of similar points (k-means and mixtures)",
        """k means | kmeans | clusters + centroids | within group sum of squares | within cluster | k
        groups | unsupervised classification | partition into k | vector quantisation | vector
        quantization | cluster centres | cluster centers | lloyd""",
        """sklearn.cluster.KMeans scipy.cluster.vq.kmeans2 sklearn.mixture.GaussianMixture
        scipy.cluster.vq.kmeans sklearn.cluster.kmeans_plusplus scipy.cluster.vq.vq
        sklearn.metrics.silhouette_score""",
    ),
    cue(
        "a mixture of distributions",
        """gaussian mixture | mixture of gaussians | mixture model | expectation maximisation |
        expectation maximization | em algorithm | two populations + overlapping | bimodal |
        responsibilities""",
        """sklearn.mixture.GaussianMixture scipy.special.logsumexp scipy.stats.norm
        scipy.stats.multivariate_normal sklearn.mixture.BayesianGaussianMixture""",
        0.9,
    ),
    cue(
        "clusters by density",
        """overdense | overdensities | smooth background + groups | labels of + groups | phase space +
        groups | smooth halo | field stars + members | get 1 + noise | dbscan | density based |
        clusters of any shape | noise points | friends of friends | hdbscan | linking length |
        clusters + linking | spatial clusters | within a distance of each other + groups""",
        """sklearn.cluster.DBSCAN sklearn.cluster.HDBSCAN scipy.spatial.cKDTree
        scipy.sparse.csgraph.connected_components sklearn.cluster.OPTICS""",
    ),
    cue(
        "a tree of groups (hierarchical clustering)",
        """upgma | dendrogram | hierarchical clustering | ward | linkage | agglomerative |
        phylogenetic tree + distances | rooted tree + distances | single linkage | complete linkage |
        average linkage | cophenetic | newick | pairwise distances + tree | cut the tree""",
        """scipy.cluster.hierarchy.linkage scipy.cluster.hierarchy.fcluster
        scipy.cluster.hierarchy.average sklearn.cluster.AgglomerativeClustering
        scipy.cluster.hierarchy.to_tree scipy.cluster.hierarchy.dendrogram
        scipy.cluster.hierarchy.ward scipy.spatial.distance.squareform
        scipy.cluster.hierarchy.cophenet""",
    ),
    cue(
        "supervised classification",
        """classifier | classify | supervised | training set | training data | land cover + classes |
        labelled + predict | discriminant | random forest | decision tree | support vector | nearest
        neighbour classifier | predict the class""",
        """sklearn.ensemble.RandomForestClassifier sklearn.svm.SVC
        sklearn.discriminant_analysis.LinearDiscriminantAnalysis
        sklearn.neighbors.KNeighborsClassifier sklearn.linear_model.LogisticRegression
        sklearn.tree.DecisionTreeClassifier""",
        0.85,
    ),
    cue(
        "the quality of predictions",
        """roc | auc + classifier | confusion matrix | precision and recall | f1 score | mean squared
        error | root mean square error | cohen's kappa | inter rater | rand index | accuracy of +
        classification | brier | cross validation | skill score | agreement between + raters | nash
        sutcliffe | mean absolute error""",
        """sklearn.metrics.roc_auc_score sklearn.metrics.confusion_matrix
        sklearn.metrics.cohen_kappa_score sklearn.metrics.mean_squared_error sklearn.metrics.r2_score
        sklearn.metrics.adjusted_rand_score sklearn.metrics.brier_score_loss
        sklearn.model_selection.cross_val_score""",
        0.85,
    ),
    cue(
        "centred and scaled features",
        """standardise | standardize | standardised | z scores | zero mean and unit variance | unit
        variance | autoscaled | scaled to unit | min max scaling | normalised features""",
        """scipy.stats.zscore sklearn.preprocessing.StandardScaler sklearn.preprocessing.scale
        sklearn.preprocessing.MinMaxScaler sklearn.preprocessing.normalize""",
        0.75,
    ),
    cue(
        "a time series model",
        """autoregressive | arima | ar 1 | ar process | unit root | dickey fuller | stationarity |
        forecast | seasonal decomposition | exponential smoothing | granger | cointegration | vector
        autoregression | moving average model | seasonal cycle + trend | partial autocorrelation |
        ljung box""",
        """statsmodels.tsa.stattools.adfuller statsmodels.tsa.arima.model.ARIMA
        statsmodels.tsa.ar_model.AutoReg statsmodels.tsa.stattools.acf
        statsmodels.tsa.seasonal.seasonal_decompose statsmodels.tsa.seasonal.STL
        statsmodels.tsa.stattools.pacf statsmodels.tsa.stattools.kpss
        statsmodels.tsa.stattools.grangercausalitytests statsmodels.tsa.vector_ar.var_model.VAR
        statsmodels.tsa.holtwinters.ExponentialSmoothing""",
    ),
    cue(
        "a moving or grouped calculation on a table or labelled array",
        """rolling | moving window | running minimum | running maximum | running mean | moving average
        | climatology | calendar month | anomalies + month | anomaly + climatology | monthly mean |
        daily mean | resample + days | last n days""",
        """pandas.Series.rolling scipy.ndimage.uniform_filter1d numpy.convolve
        scipy.ndimage.minimum_filter1d pandas.DataFrame.rolling xarray.DataArray.rolling
        xarray.DataArray.groupby pandas.DataFrame.groupby xarray.Dataset.groupby
        pandas.Series.resample scipy.ndimage.maximum_filter1d scipy.ndimage.median_filter""",
        0.9,
    ),
)
