import networkx as nx


def check(f):
    got = f(nx.star_graph(4))
    assert abs(got[0] - 1) < 1e-12 and all(got[i] == 0 for i in range(1, 5))
    got = f(nx.path_graph(5))
    assert abs(got[2] - 4 / 6) < 1e-12 and abs(got[1] - 3 / 6) < 1e-12
