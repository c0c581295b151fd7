"""Everyday graph theory on NetworkX graphs."""

from typing import Final

from .entry import CENTRALITY, Entry, entry

_WEIGHT = "weight=edge_weights"
_G = "G=graph"
ENTRIES: Final[tuple[Entry, ...]] = (
    entry(
        "networkx.shortest_path_length",
        r"(?:length|cost|duration|time|distance) of (?:the |a )?(?:shortest|quickest|cheapest|"
        r"fastest)[\w ]{0,12}(?:path|route|way)|"
        r"shortest[\w -]{0,12}(?:path|route|way)s?[\w ]{0,8}(?:length|distance|time|cost)|"
        r"(?:shortest|least|smallest|minimum)[\w -]{0,10}(?:time|distance|cost|length|number of "
        r"(?:hops|edges|steps))"
        r"|dijkstra|quickest|shortest (?:travel )?(?:time|distance)",
        f"{_G} source=source target=target {_WEIGHT}",
        says="shortest length distance path route time cost total least number along sum",
    ),
    entry(
        "networkx.shortest_path",
        r"(?:shortest|quickest|cheapest|fastest)[\w -]{0,12}(?:path|route|"
        r"way)|dijkstra",
        f"{_G} source=source target=target {_WEIGHT}",
        says="shortest path route nodes visited order least",
    ),
    entry(
        "networkx.minimum_spanning_tree",
        r"minimum[- ](?:weight |cost )?spanning (?:tree|forest)",
        f"{_G} {_WEIGHT}",
        says="minimum spanning tree total length weight edges",
    ),
    entry(
        "networkx.maximum_flow_value",
        r"max(?:imum)?[- ]flow",
        "flowG=graph _s=source _t=target capacity=edge_weights",
        says="maximum flow value source sink directed capacity",
    ),
    entry(
        "networkx.minimum_cut_value",
        r"min(?:imum)?[- ]cut",
        "flowG=graph _s=source _t=target capacity=edge_weights",
        says="minimum cut value capacity directed",
    ),
    entry(
        "networkx.betweenness_centrality",
        r"(?:shortest[- ]path )?betweenness(?: centralit\w+)?",
        f"{_G} {_WEIGHT} k=sample_size seed=seed",
        opens=(CENTRALITY,),
        says="betweenness centrality fraction shortest paths node each",
    ),
    entry(
        "networkx.closeness_centrality",
        r"closeness(?: centralit\w+)?",
        f"{_G} distance=edge_weights",
        says="closeness centrality node each reciprocal average distance",
    ),
    entry(
        "networkx.degree_centrality",
        r"degree centralit\w+",
        _G,
        meets="normalised",
        says="degree centrality fraction node each",
    ),
    entry(
        "networkx.eigenvector_centrality",
        r"eigenvector centralit\w+",
        f"{_G} {_WEIGHT}",
        says="eigenvector centrality node each",
    ),
    entry(
        "networkx.pagerank",
        r"page ?rank",
        f"{_G} alpha=damping {_WEIGHT}",
        says="PageRank node each damping sum one",
    ),
    entry(
        "networkx.average_clustering",
        r"(?:average|mean) (?:local )?clustering(?: coefficient)?|"
        r"clustering coefficient[^.]{0,30}(?:averaged?|mean)",
        f"{_G} {_WEIGHT}",
        says="average mean clustering coefficient local over all nodes",
    ),
    entry(
        "networkx.transitivity",
        r"transitivity|global clustering coefficient",
        _G,
        says="transitivity global clustering coefficient fraction triangles triads",
    ),
    entry(
        "networkx.clustering",
        r"local clustering coefficients?|clustering coefficient of each",
        f"{_G} {_WEIGHT}",
        says="clustering coefficient local each node",
    ),
    entry("networkx.triangles", r"triangles", _G, says="number triangles each node"),
    entry(
        "networkx.number_connected_components",
        r"number of connected components|how many connected "
        r"components|connected components?",
        _G,
        says="number connected components",
    ),
    entry(
        "networkx.diameter",
        r"\bdiameter\b",
        f"{_G} {_WEIGHT}",
        says="diameter longest shortest path maximum eccentricity",
    ),
    entry(
        "networkx.average_shortest_path_length",
        r"(?:average|mean|characteristic) (?:shortest[- "
        r"])?path length",
        f"{_G} {_WEIGHT}",
        says="average mean shortest path length characteristic",
    ),
    entry(
        "networkx.density",
        r"density of (?:a|the) (?:\w+ )?(?:graph|network)|(?:graph|edge|"
        r"network) density|connectance",
        _G,
        says="density fraction possible edges",
    ),
    entry(
        "networkx.global_efficiency",
        r"global efficiency",
        _G,
        says="efficiency average inverse shortest path",
    ),
    entry(
        "networkx.degree_assortativity_coefficient",
        r"(?:degree )?assortativity",
        f"{_G} {_WEIGHT}",
        says="degree assortativity coefficient correlation",
    ),
    entry("networkx.topological_sort", r"topological (?:sort|order)\w*", _G, says="order"),
    entry(
        "networkx.dag_longest_path_length",
        r"longest path|critical path",
        f"{_G} {_WEIGHT}",
        says="longest path length directed acyclic critical",
    ),
    entry(
        "networkx.max_weight_matching",
        r"maximum[- ]weight matching",
        f"{_G} {_WEIGHT}",
        says="maximum weight matching",
    ),
    entry("networkx.core_number", r"core numbers?|k-core", _G, says="core number each node largest"),
    entry("networkx.reciprocity", r"reciprocity", _G, says="reciprocity fraction directed both directions"),
    entry(
        "networkx.algebraic_connectivity",
        r"algebraic connectivity|fiedler value",
        f"{_G} {_WEIGHT}",
        says="algebraic connectivity second smallest eigenvalue Laplacian",
    ),
    entry(
        "networkx.node_connectivity",
        r"(?:node|vertex) connectivity",
        _G,
        says="connectivity minimum number nodes removed",
    ),
    entry(
        "networkx.edge_connectivity",
        r"edge connectivity",
        _G,
        says="connectivity minimum number edges removed",
    ),
    entry(
        "networkx.wiener_index",
        r"wiener index",
        f"{_G} {_WEIGHT}",
        says="sum shortest path distances all pairs",
    ),
    entry("networkx.is_connected", r"whether[^.]{0,30}connected", _G),
    entry("networkx.eccentricity", r"eccentricit\w+", _G, says="eccentricity maximum distance each node"),
)
