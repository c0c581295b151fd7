import networkx as nx


def importance(links):
    return nx.pagerank(links, alpha=0.9, weight=None)
