import networkx as nx


def check(f):
    g = nx.karate_club_graph()
    a = f(g)
    b = nx.betweenness_centrality(g, normalized=False)
    assert all(abs(a[k] - b[k]) < 1e-9 for k in b)
