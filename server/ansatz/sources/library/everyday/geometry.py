"""Everyday geometry: distances, neighbours, hulls, clusters."""

from typing import Final

from .entry import LINKAGE, Entry, entry

_CELLS = r"(?:'s)?"
ENTRIES: Final[tuple[Entry, ...]] = (
    entry(
        "scipy.spatial.distance.pdist",
        r"(?:pairwise|all)[\w -]{0,25}(?:distances?|dissimilarit\w+)(?: matrix)?|(?:distances?|"
        r"dissimilarit\w+) (?:matrix )?between (?:all|every|each) pairs?(?: of)?|"
        r"between (?:all|every|each) pairs? of (?:rows|sites|samples|points|stations|atoms)|"
        r"distance matrix",
        "X=observations",
        says="distance dissimilarity between all pairs every each pairwise matrix symmetric zero diagonal",
    ),
    entry(
        "scipy.spatial.distance.cdist",
        r"(?:distances?|dissimilarit\w+) (?:from|between|of) (?:each|every|all) [\w ]{1,25} (?:to|"
        r"and|from) (?:each|every|all)|cross-distances?",
        "XA=observations XB=observations",
        says="distance dissimilarity each every between pairs from to",
    ),
    entry(
        "scipy.spatial.distance.squareform",
        r"condensed (?:distance )?(?:vector|"
        r"matrix)[^.]{0,30}square",
        "X=distances",
    ),
    entry(
        "scipy.spatial.distance.directed_hausdorff",
        r"directed hausdorff",
        "u=observations v=observations",
        main="d",
    ),
    entry(
        "scipy.spatial.distance.jensenshannon",
        r"jensen[-–]shannon(?: distance| divergence)?",
        "p=probabilities q=probabilities base=base",
        says="distance",
    ),
    entry(
        "scipy.spatial.distance.mahalanobis",
        r"mahalanobis",
        "u=vector v=vector VI=inverse_covariance",
        says="distance inverse covariance",
    ),
    entry("scipy.spatial.distance.cosine", r"cosine (?:distance|dissimilarity)", "u=vector v=vector"),
    entry(
        "scipy.spatial.distance.braycurtis",
        r"bray[-–]curtis (?:distance|dissimilarity)",
        "u=vector v=vector",
        unit="1",
        says="dissimilarity",
    ),
    entry(
        "scipy.spatial.distance.euclidean",
        r"euclidean distance between two",
        "u=vector v=vector",
        meets="euclidean",
    ),
    entry("scipy.spatial.distance.jaccard", r"jaccard (?:distance|dissimilarity)", "u=vector v=vector"),
    entry(
        "scipy.spatial.ConvexHull",
        r"convex hull|minimum convex polygon",
        "points=observations",
        gives=(
            (r"2\b.*\bperimeter|2\b.*circumference", ".area"),
            (r"2\b.*\barea", ".volume"),
            (r"3\b.*\bsurface", ".area"),
            (r"3\b.*\bvolume", ".volume"),
            (r"vert(?:ices|exes)|corner|indices", ".vertices"),
        ),
        says="convex hull area volume perimeter minimum polygon surface around vertices",
    ),
    entry(
        "scipy.spatial.Delaunay",
        r"delaunay",
        "points=observations",
        gives=((r"triangles?|simplices|indices", ".simplices"),),
        says="triangulation triangles",
    ),
    entry(
        "scipy.spatial.KDTree",
        r"k-?d[- ]tree|(?:index|indices|distances?|row numbers?)[^.]{0,40}(?:nearest|closest) \w+(?: \w+)?|"
        r"nearest neighbou?rs?|(?:nearest|closest) (?:\w+ "
        r")?(?:station|point|site|neighbou?r|one|star|atom|cell)",
        "data=observations",
        says="nearest neighbour distance index query points number of neighbours",
    ),
    entry(
        "scipy.spatial.procrustes",
        r"procrustes",
        "data1=observations data2=observations",
        main="disparity",
        says="disparity",
    ),
    entry(
        "scipy.cluster.hierarchy.linkage",
        r"hierarchical(?:ly)?(?: (?:agglomerative )?clustering)?|agglomerative(?: clustering)?|"
        r"dendrogram|\blinkage\b|upgma",
        "y=observations",
        opens=(LINKAGE,),
        meets="from one",
        says="hierarchical clustering tree linkage labels groups clusters flat cut number merged",
    ),
    entry("scipy.cluster.hierarchy.cophenet", r"cophenetic", "Z=linkage Y=distances"),
    entry(
        "sklearn.cluster.DBSCAN",
        r"dbscan",
        "eps=radius min_samples=neighbours",
        gives=((r".", ".fit_predict({observations})"),),
        says="clusters labels noise density neighbourhood radius -1 points minimum number",
    ),
    entry(
        "sklearn.cluster.KMeans",
        r"k-?means",
        "n_clusters=clusters random_state=seed n_init=restarts",
        gives=(
            (r"inertia|within-cluster sum", ".fit({observations}).inertia_"),
            (r"cent(?:res|ers|roids)", ".fit({observations}).cluster_centers_"),
            (r"label|assign|cluster of each|group", ".fit_predict({observations})"),
        ),
        says="clusters labels centres groups centroids inertia within-cluster sum squares number",
    ),
)
