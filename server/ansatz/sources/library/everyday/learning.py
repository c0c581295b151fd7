"""Everyday learning and scoring: components, scaling, agreement of labels and of predictions."""

from typing import Final

from .entry import Entry, entry

_TRUE_PRED = "y_true=observed y_pred=predicted"
_TRUE_SCORE = "y_true=observed y_score=predicted"
ENTRIES: Final[tuple[Entry, ...]] = (
    entry(
        "sklearn.decomposition.PCA",
        r"principal components?(?: analysis)?|\bpca\b",
        "n_components=components random_state=seed",
        gives=(
            (
                r"explained[- ]variance[- ]ratios?|fraction[^.]{0,20}variance",
                ".fit({observations}).explained_variance_ratio_",
            ),
            (r"scores?|project\w+|coordinates|transformed", ".fit_transform({observations})"),
            (r"loadings|axes|components", ".fit({observations}).components_"),
        ),
        says="principal components scores projection explained variance ratio fraction first leading centred",
        meets="centred",
    ),
    entry(
        "sklearn.preprocessing.StandardScaler",
        r"standardi[sz]\w+ (?:the )?(?:features|columns)",
        "",
        gives=((r".", ".fit_transform({observations})"),),
        says="zero mean unit variance standardised features columns",
        meets="biased",
    ),
    entry(
        "sklearn.preprocessing.MinMaxScaler",
        r"min-?max scal\w+|scal\w+ (?:each )?(?:\w+ )?to "
        r"(?:the range )?\[?0",
        "",
        gives=((r".", ".fit_transform({observations})"),),
        says="scaled minimum maximum",
    ),
    entry(
        "sklearn.metrics.silhouette_score",
        r"(?:mean |average )?silhouette(?: coefficient| score)?",
        "X=observations labels=labels",
        says="mean silhouette coefficient score average all",
    ),
    entry(
        "sklearn.metrics.adjusted_rand_score",
        r"adjusted rand(?: index)?",
        "labels_true=labels labels_pred=labels",
        says="index agreement clusterings chance corrected",
    ),
    entry(
        "sklearn.metrics.normalized_mutual_info_score",
        r"normali[sz]ed mutual information",
        "labels_true=labels labels_pred=labels",
        meets="normalised",
        says="mutual information arithmetic mean entropies",
    ),
    entry(
        "sklearn.metrics.mutual_info_score",
        r"mutual information",
        "labels_true=labels labels_pred=labels",
        says="mutual information nats",
    ),
    entry(
        "sklearn.metrics.roc_auc_score",
        r"area under the (?:roc|receiver operating)(?: "
        r"characteristic)?(?: curve)?|roc[- ]auc|\bauroc\b",
        _TRUE_SCORE,
        says="area under curve ROC score",
    ),
    entry(
        "sklearn.metrics.average_precision_score",
        r"average precision",
        _TRUE_SCORE,
        says="precision average recall area",
    ),
    entry(
        "sklearn.metrics.matthews_corrcoef",
        r"matthews(?: correlation)?(?: coefficient)?",
        _TRUE_PRED,
        says="correlation coefficient classification binary",
    ),
    entry(
        "sklearn.metrics.cohen_kappa_score",
        r"cohen(?:'s)? kappa",
        "y1=labels y2=labels",
        says="kappa agreement raters unweighted",
    ),
    entry(
        "sklearn.metrics.confusion_matrix",
        r"confusion matrix",
        _TRUE_PRED,
        says="rows true columns predicted counts classes",
    ),
    entry(
        "sklearn.metrics.f1_score",
        r"\bf1(?:[- ]score)?\b",
        _TRUE_PRED,
        says="F1 score harmonic precision recall binary positive",
    ),
    entry(
        "sklearn.metrics.balanced_accuracy_score",
        r"balanced accuracy",
        _TRUE_PRED,
        says="average recall class",
    ),
    entry("sklearn.metrics.accuracy_score", r"\baccuracy\b", _TRUE_PRED, says="fraction correct predictions"),
    entry(
        "sklearn.metrics.brier_score_loss",
        r"brier(?: score)?",
        "y_true=observed y_proba=predicted",
        says="mean squared difference probability forecast outcome",
    ),
    entry(
        "sklearn.metrics.log_loss",
        r"log(?:arithmic)? loss|cross-entropy loss",
        _TRUE_PRED,
        says="mean negative log likelihood probability natural",
    ),
    entry(
        "sklearn.metrics.mean_squared_error",
        r"mean squared error|\bmse\b",
        _TRUE_PRED,
        says="mean squared error difference",
    ),
    entry(
        "sklearn.metrics.root_mean_squared_error",
        r"root[- ]mean[- ]squared?[- ](?:error|deviation|"
        r"difference)|\brmse\b",
        _TRUE_PRED,
        unit="y",
        says="root mean square error",
    ),
    entry(
        "sklearn.metrics.mean_absolute_error",
        r"mean absolute (?:error|difference)|\bmae\b",
        _TRUE_PRED,
        unit="y",
        says="mean absolute error",
    ),
    entry(
        "sklearn.metrics.r2_score",
        r"coefficient of determination|\br2 score|r-?squared|\bR\^?2\b|"
        r"nash[-–]sutcliffe",
        _TRUE_PRED,
        unit="1",
        says="coefficient determination explained variance efficiency one minus residual",
    ),
    entry(
        "statsmodels.nonparametric.smoothers_lowess.lowess",
        r"lo(?:w)?ess|locally weighted (?:scatterplot|regression)",
        "endog=ordinate exog=abscissa frac=proportion it=iterations",
        gives=((r"increasing|sorted", "[:, 1]"),),
        meets="sorted",
        says="locally weighted smoothing scatterplot regression fraction smoothed fitted increasing",
    ),
    entry(
        "statsmodels.tsa.stattools.acf",
        r"auto-?correlation(?: function)?",
        "x=signal nlags=lag",
        gives=((r".", ""),),
        says="autocorrelation lags lag zero up function",
    ),
    entry(
        "statsmodels.stats.multitest.multipletests",
        r"holm|bonferroni|benjamini[-–]yekutieli",
        "pvals=probabilities alpha=alpha",
        says="adjusted p-values correction multiple tests",
        meets="p value, corrected",
    ),
    entry("astropy.stats.sigma_clip", r"sigma[- ]clip\w*", "data=sample sigma=clip"),
    entry("astropy.stats.biweight_location", r"biweight location", "data=sample", unit="y", says="robust"),
    entry(
        "astropy.stats.mad_std",
        r"standard deviation from the median absolute deviation",
        "data=sample",
        unit="y",
        says="robust median absolute deviation",
    ),
    entry(
        "astropy.coordinates.angular_separation",
        r"angular (?:separation|distance)|great[- ]circle "
        r"angle",
        "lon1=longitude lat1=latitude lon2=longitude_two lat2=latitude_two",
        says="angular separation sphere",
    ),
)
