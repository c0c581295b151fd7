import networkx as nx


def travel_time(roads, a, b):
    """Shortest travel time between two crossings of a road network.

    Args:
        roads: graph of the roads; each edge has the attribute "minutes", the time that it takes
        a: starting node
        b: target node

    Returns:
        time in min along the shortest path
    """
    raise NotImplementedError
