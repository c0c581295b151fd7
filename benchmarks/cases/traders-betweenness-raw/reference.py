import networkx as nx


def brokerage(G):
    return nx.betweenness_centrality(G, normalized=False)
