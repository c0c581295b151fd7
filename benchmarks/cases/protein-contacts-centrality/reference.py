import networkx as nx


def betweenness(contacts):
    return nx.betweenness_centrality(contacts)
