"""Cues of places and networks: distances, neighbours, meshes, graphs, skies, tables."""

from typing import Final

from .cue import Cue, cue

CUES: Final[tuple[Cue, ...]] = (
    cue(
        "the nearest of many points",
        """nearest neighbour | nearest neighbor | nearest station | closest | nearest + points |
        nearest + gauges | k nearest | neighbours within | neighbors within | neighbours closer |
        within a radius | within a distance | within distance | within cutoff | cut off radius |
        cutoff radius | neighbour list | neighbor list | coordination number | contacts within |
        radial distribution | pair distribution | pair correlation | ripley | g r | inverse distance |
        nearest to each | point cloud | local density | smoothed particle | contact map | pairs closer
        than | hits within | clark evans | halo finder | distance to the nearest | two point
        correlation""",
        """scipy.spatial.cKDTree scipy.spatial.KDTree sklearn.neighbors.NearestNeighbors
        scipy.spatial.distance.cdist scipy.spatial.distance.pdist sklearn.neighbors.BallTree
        sklearn.neighbors.KDTree""",
    ),
    cue(
        "all distances between points",
        """distance matrix | pairwise distances | pairwise distance | all pairs + distance | distances
        between all | inter atomic distances | interatomic | pair distances | pair distribution |
        radial distribution | pair potential + sum | sum over pairs | lennard jones + energy | coulomb
        energy | radius of gyration | end to end | variogram | semivariogram | semivariance | moran |
        contact map | correlation dimension | gravity model | dissimilarity matrix | electrostatic
        energy + charges | madelung | pair energies | correlation integral | sample entropy""",
        """scipy.spatial.distance.pdist scipy.spatial.distance.cdist scipy.spatial.distance.squareform
        scipy.spatial.distance_matrix sklearn.metrics.pairwise_distances numpy.triu_indices""",
        0.9,
    ),
    cue(
        "a dissimilarity of two samples",
        """bray curtis | dissimilarity | jaccard | hamming | cosine similarity | canberra | manhattan
        distance | city block | community composition | beta diversity | tanimoto | fingerprint
        similarity | spectral angle | chebyshev distance | sorensen | dice coefficient | species
        abundance + sites""",
        """scipy.spatial.distance.braycurtis scipy.spatial.distance.pdist scipy.spatial.distance.cdist
        scipy.spatial.distance.jaccard scipy.spatial.distance.cosine scipy.spatial.distance.hamming
        scipy.spatial.distance.canberra scipy.spatial.distance.dice""",
        0.95,
    ),
    cue(
        "a convex hull",
        """convex hull | smallest convex | home range | minimum convex polygon | hull volume | convex
        envelope | phase diagram + hull | functional richness | energy above hull | area + outermost
        points | lower envelope""",
        "scipy.spatial.ConvexHull scipy.spatial.Delaunay scipy.spatial.HalfspaceIntersection",
    ),
    cue(
        "Voronoi cells",
        """voronoi | thiessen | territories | nearer to it than | wigner seitz | dirichlet
        tessellation | catchment of each station | closest generator | areal rainfall""",
        "scipy.spatial.Voronoi scipy.spatial.SphericalVoronoi scipy.spatial.Delaunay scipy.spatial.cKDTree",
    ),
    cue(
        "a triangulation",
        """delaunay | triangulation | triangular mesh | triangulated | tin | inside the triangle |
        point in triangle | alpha shape | natural neighbours | inside the hull | simplices""",
        """scipy.spatial.Delaunay scipy.interpolate.LinearNDInterpolator scipy.spatial.ConvexHull
        scipy.spatial.tsearch""",
        0.9,
    ),
    cue(
        "distances between sets or curves",
        """hausdorff | frechet distance | dynamic time warping | wasserstein | earth mover's | optimal
        transport""",
        """scipy.spatial.distance.directed_hausdorff scipy.stats.wasserstein_distance
        scipy.stats.wasserstein_distance_nd scipy.optimize.linear_sum_assignment
        scipy.stats.energy_distance scipy.optimize.linprog""",
    ),
    cue(
        "positions on the sky",
        """right ascension | declination | ra and dec | ra dec | on the sky | sky position | galactic
        coordinates | ecliptic | altitude and azimuth | alt az | equatorial coordinates | cross match
        | crossmatch | proper motion | angular separation | air mass | airmass | precession""",
        """astropy.coordinates.SkyCoord astropy.coordinates.angular_separation
        astropy.coordinates.match_coordinates_sky astropy.coordinates.search_around_sky
        astropy.coordinates.AltAz astropy.coordinates.EarthLocation astropy.coordinates.position_angle""",
    ),
    cue(
        "times of astronomy",
        """julian date | modified julian | sidereal time | barycentric | heliocentric julian | leap
        second | ephemeris time""",
        """astropy.time.Time astropy.coordinates.EarthLocation astropy.time.TimeDelta
        astropy.coordinates.get_sun""",
    ),
    cue(
        "distances in an expanding universe",
        """redshift | luminosity distance | comoving | lookback | hubble constant | flat universe |
        cosmological constant | omega m | angular diameter distance | distance modulus + redshift |
        age of the universe""",
        """astropy.cosmology.FlatLambdaCDM scipy.integrate.quad astropy.cosmology.LambdaCDM
        scipy.integrate.cumulative_trapezoid astropy.cosmology.z_at_value scipy.integrate.quad_vec""",
        0.8,
    ),
    cue(
        "a spectrum or light curve of a star",
        """light curve + transit | transit depth + period | box least squares | blackbody spectrum |
        stellar spectrum + fit | sersic | extinction + magnitude | moffat""",
        """astropy.timeseries.BoxLeastSquares astropy.modeling.models.BlackBody
        astropy.timeseries.LombScargle astropy.modeling.models.Sersic1D
        astropy.modeling.models.Moffat2D astropy.stats.sigma_clipped_stats""",
        0.8,
    ),
    cue(
        "shortest paths",
        """shortest path | shortest paths | shortest time | least cost | cheapest route | dijkstra |
        fastest route | minimum cost path | travel time + network | first arrival | betweenness |
        average path length | network diameter | hop distance | degrees of separation | geodesic
        distance + graph | eikonal | characteristic path | efficiency of the network | routing |
        closeness | ray path + grid""",
        """networkx.shortest_path scipy.sparse.csgraph.dijkstra networkx.dijkstra_path_length
        scipy.sparse.csgraph.shortest_path networkx.shortest_path_length
        networkx.single_source_dijkstra networkx.all_pairs_dijkstra_path_length
        networkx.average_shortest_path_length networkx.dijkstra_path""",
    ),
    cue(
        "a spanning tree",
        """spanning tree | minimum spanning | shortest total length + connect | haplotype network |
        connect all + least""",
        """networkx.minimum_spanning_tree scipy.sparse.csgraph.minimum_spanning_tree
        networkx.minimum_spanning_edges networkx.maximum_spanning_tree
        networkx.algorithms.approximation.steiner_tree""",
    ),
    cue(
        "the greatest flow or smallest cut",
        """maximum flow | max flow | minimum cut | bottleneck | limited capacity | capacity + pipes |
        capacity + source + sink | source to sink | greatest rate + network | cheapest flow | min cost
        flow | network throughput""",
        """networkx.maximum_flow networkx.maximum_flow_value scipy.sparse.csgraph.maximum_flow
        networkx.minimum_cut networkx.min_cost_flow networkx.max_flow_min_cost""",
    ),
    cue(
        "which nodes hang together",
        """connected components | connected component | giant component | largest component | directly
        or through | reachable | can reach | hang together | isolated groups | disconnected | union
        find | linked groups | fragmentation of + network | percolation + network | groups of +
        connected | friends of friends | strongly connected | migrate + between + ponds | aggregates +
        contact | molecules from bonds""",
        """networkx.connected_components scipy.sparse.csgraph.connected_components
        networkx.number_connected_components networkx.strongly_connected_components
        networkx.weakly_connected_components networkx.node_connected_component
        scipy.cluster.hierarchy.DisjointSet""",
        0.95,
    ),
    cue(
        "an order in which causes come before effects",
        """topological | directed acyclic | dag | upstream + downstream | drainage + cells | flow
        accumulation | drainage area | flow direction | d8 | accumulated + downhill | order of
        dependencies | trophic level | pedigree | inbreeding | kinship | river network + upstream |
        critical path | task dependencies | ancestors""",
        """networkx.topological_sort scipy.sparse.linalg.spsolve networkx.dag_longest_path
        networkx.ancestors networkx.descendants networkx.topological_generations
        networkx.trophic_levels numpy.argsort""",
        0.95,
    ),
    cue(
        "how central a node is",
        """centrality | betweenness | most influential | keystone species | hub | eigenvector
        centrality | pagerank | influence + citations | importance of nodes | random surfer | citation
        network | jumps anywhere | degree centrality | closeness | authority | ranking + tournament""",
        """networkx.pagerank networkx.betweenness_centrality networkx.eigenvector_centrality
        networkx.closeness_centrality networkx.degree_centrality networkx.katz_centrality
        networkx.hits numpy.linalg.eig scipy.sparse.linalg.eigs""",
    ),
    cue(
        "communities in a network",
        """modularity | communities | community detection | community structure | louvain | modules of
        + network | graph partition | spectral clustering | fiedler | min cut + partition | network
        modules""",
        """networkx.algorithms.community.louvain_communities
        networkx.algorithms.community.greedy_modularity_communities
        networkx.algorithms.community.modularity sklearn.cluster.SpectralClustering
        networkx.fiedler_vector""",
    ),
    cue(
        "local structure of a network",
        """clustering coefficient | triangles | transitivity | degree distribution | assortativity |
        motifs | cliques | rich club | k core | small world | nestedness | bipartite network""",
        """networkx.clustering networkx.transitivity networkx.average_clustering
        networkx.degree_assortativity_coefficient networkx.find_cliques networkx.core_number
        networkx.degree_histogram networkx.triangles""",
        0.95,
    ),
    cue(
        "a random graph",
        """random graph | erdos renyi | scale free | barabasi | watts strogatz | configuration model |
        preferential attachment | contact network + generate""",
        """networkx.erdos_renyi_graph networkx.barabasi_albert_graph networkx.watts_strogatz_graph
        networkx.configuration_model networkx.gnp_random_graph networkx.double_edge_swap
        numpy.random.default_rng""",
    ),
    cue(
        "a graph's Laplacian or incidence matrix",
        """graph laplacian | effective resistance | resistance distance | laplacian of the network |
        diffusion on a network | laplacian matrix | incidence matrix | algebraic connectivity |
        synchronis + network | kirchhoff index | coupling matrix + network | consensus""",
        """networkx.laplacian_matrix scipy.sparse.csgraph.laplacian networkx.incidence_matrix
        networkx.resistance_distance networkx.algebraic_connectivity networkx.adjacency_matrix
        numpy.linalg.pinv networkx.to_numpy_array""",
        0.9,
    ),
    cue(
        "cycles, tours and colourings",
        """cycle basis | rings + molecule | smallest rings | loops of the network | cycles + graph |
        travelling salesman | shortest tour | graph colouring | graph coloring | eulerian | isomorphic
        | isomorphism | same molecule""",
        """networkx.cycle_basis networkx.minimum_cycle_basis networkx.is_isomorphic
        networkx.simple_cycles networkx.greedy_color
        networkx.algorithms.approximation.traveling_salesman_problem networkx.find_cycle""",
        0.95,
    ),
    cue(
        "a walk over a graph",
        """breadth first | depth first | flood fill | tree traversal | rooted tree + nodes | lineage
        tree | spreads along edges | generations + tree""",
        """networkx.bfs_tree networkx.dfs_postorder_nodes networkx.bfs_edges networkx.descendants
        networkx.bfs_layers scipy.sparse.csgraph.breadth_first_order networkx.dfs_tree
        scipy.ndimage.label""",
        0.8,
    ),
)
