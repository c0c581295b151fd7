import networkx as nx


def check(f):
    g = nx.gnp_random_graph(9, 0.4, seed=1, directed=True)
    a = f(g)
    b = nx.pagerank(g, alpha=0.9)
    assert all(abs(a[k] - b[k]) < 1e-9 for k in b)
