"""Cues of plain wishes, and of fields whose names alone tell the mathematics that they live on."""

from typing import Final

from .cue import Cue, cue

CUES: Final[tuple[Cue, ...]] = (
    cue(
        "parameters estimated from measurements",
        """@parameters | empirical law + constants | rheology + parameters | parameters + from |
        parameters of + measurements | from measurements | from observations | from readings | from
        data | from experiments | estimate from | estimated from | constants from + measured |
        coefficient from + measured | extracted from | determined from | calibrate | calibration of +
        model | and its error | and its uncertainty | and their errors | and its standard error |
        response curve + parameters | voxel + decay | on a linear background | saturation curve |
        rectangular hyperbola | decay times | recovery curve | growth curve + parameters | spectrum
        line + fit | magnitude + echo times | photopeak | relaxometry | dose survival | retention
        curve | isotherm + measured | rate constant + absorbance | exponential + amplitude | two
        exponentials | area and centroid""",
        """scipy.optimize.curve_fit scipy.optimize.least_squares scipy.optimize.minimize
        scipy.stats.linregress scipy.optimize.leastsq""",
        0.85,
    ),
    cue(
        "a place found from distances, angles or times",
        """position from | location from | locate | located from | arrival times | time differences +
        stations | epicentre | epicenter | hypocentre | hypocenter | source location | geolocation |
        trilateration | multilateration | triangulate | receivers + source | beacons | anchors |
        sensor positions + source""",
        """scipy.optimize.least_squares scipy.optimize.minimize numpy.linalg.lstsq
        scipy.optimize.fsolve scipy.optimize.root""",
        0.95,
    ),
    cue(
        "how a state changes in time from where it starts",
        """over time | at times t | initial state | initial conditions | initial concentration |
        initial population | for years | evolution of | evolve | dynamics of | growth of + radius |
        grows by | cooling of | heating of | trajectory | trajectories | orbit of | flight of | time
        step | until it reaches | starting from + equilibrium | transient | charging + capacitor |
        discharge + time | draining tank | dissolution | melting + rate | spread of + disease |
        infection + recovery | oscillates | feedback loop + concentration | droplet + evaporation |
        condensation + growth | crystal growth | bubble + collapse | rayleigh plesset | pendulum +
        drive | satellite + thrust | reentry | parachute | burnup | xenon | poisoning + reactor |
        neutrino oscillation + density profile | synaptic | conductance + voltage + current""",
        """scipy.integrate.solve_ivp scipy.integrate.odeint scipy.integrate.cumulative_trapezoid
        scipy.integrate.DOP853""",
        0.8,
    ),
    cue(
        "a linear system driven from outside",
        """forced + oscillator | shaken | accelerogram | ground motion | response spectrum | base
        excitation | driven by + record | earthquake + drift | single degree of freedom | mass spring
        damper | suspension | quarter car | excitation + response | circuit + input | rc circuit | rlc
        | input signal + response | drug input + response | plant + controller""",
        """scipy.signal.lsim scipy.signal.lfilter scipy.integrate.solve_ivp scipy.signal.StateSpace
        scipy.signal.TransferFunction scipy.signal.lti scipy.signal.cont2discrete""",
        0.9,
    ),
    cue(
        "counts of what falls where",
        """number of + per | how many + each | share of + per cell | fraction of + in each | frequency
        of each | tally | occurrences | abundance of each | number of sites | spectrum of counts |
        allele frequency | frequency spectrum | occupancy | map of + torsions | joint distribution |
        two dimensional histogram | density map | heat map | ramachandran | rose diagram | size
        classes | age classes | per magnitude | distribution of + sizes | codon usage | residues per |
        number of + with each | carried k times | degree distribution | per depth | minor allele |
        contingency + build""",
        """numpy.histogram numpy.bincount numpy.histogram2d numpy.unique scipy.stats.binned_statistic
        numpy.digitize scipy.stats.binned_statistic_2d""",
        0.85,
    ),
    cue(
        "means over classes or phases",
        """mean + in each | averages by | mean cycle | phase + cycle | equal parts of the cycle |
        folded | superposed epoch | composite | event triggered + average | peri stimulus | by hour |
        by latitude + mean | profile of means | mean light curve | stratified + mean | ensemble mean +
        per | by depth + mean""",
        """scipy.stats.binned_statistic numpy.bincount pandas.DataFrame.groupby scipy.ndimage.mean
        numpy.digitize numpy.histogram scipy.stats.binned_statistic_dd""",
        0.8,
    ),
    cue(
        "the inverse of a matrix, or better a solved system",
        """inverse of the matrix | matrix inverse | inverse matrix | inverse covariance | green's
        function + matrix | resolvent | fundamental matrix | absorbing chain | absorbing markov |
        expected time to absorption | mean first passage | capon | minimum variance | beamformer |
        precision matrix | partial correlation | resistance network | admittance matrix | scattering
        matrix + conversion | leontief inverse | influence matrix | trophic + diet | diet weighted |
        transmission + coherent | self energy + lead | local density of states | spectral function |
        response matrix | compliance from stiffness | reciprocal basis | cell vectors | metric tensor
        + crystal | lattice planes | triclinic | neumann series | @inverse | feeding loops | steering
        vector""",
        """numpy.linalg.inv numpy.linalg.solve scipy.linalg.solve scipy.linalg.inv
        scipy.linalg.cho_solve scipy.sparse.linalg.spsolve numpy.linalg.pinv numpy.linalg.norm""",
        0.9,
    ),
    cue(
        "groups of things that are alike",
        """groups of similar | similar + groups | types of + cells | regimes + classify | families of
        + conformations | clusters of + conformations | group + tracks | groups of + stations |
        regionalisation | facies | weather types | ecotypes | partition + similar | unsupervised |
        cluster the | clustering | assign + unit | spike waveform | unit of each | sort spikes | taxa
        + group | morphotypes | phenotypes + cluster | clustered by""",
        """scipy.cluster.hierarchy.linkage sklearn.cluster.KMeans scipy.cluster.hierarchy.fcluster
        sklearn.cluster.AgglomerativeClustering sklearn.mixture.GaussianMixture sklearn.cluster.DBSCAN
        scipy.spatial.distance.pdist scipy.cluster.vq.kmeans2""",
        0.85,
    ),
    cue(
        "many features turned into few",
        """first component | first components | three components | leading modes | scores on |
        loadings | principal | reduce + dimensions | dominant patterns | leading pattern | variance
        explained + modes | waveforms + components | spectra + components | morphometric + axes |
        shape variation""",
        """sklearn.decomposition.PCA numpy.linalg.svd scipy.linalg.svd
        sklearn.decomposition.TruncatedSVD numpy.linalg.eigh numpy.cov""",
        0.85,
    ),
    cue(
        "whether an effect is real (a test)",
        """significant | significance | p value | evidence that | test whether | by chance | null
        hypothesis | differ between | difference between + groups | compare + groups | treatment +
        control | two sided | one sided + test | is there a difference | effect of treatment""",
        """scipy.stats.ttest_ind scipy.stats.mannwhitneyu scipy.stats.permutation_test
        scipy.stats.chi2_contingency scipy.stats.f_oneway scipy.stats.wilcoxon scipy.stats.norm
        scipy.stats.kendalltau""",
        0.7,
    ),
    cue(
        "a change that goes one way, whatever its form",
        """monotone change | monotone trend | monotone + dates | increase or decrease + ties |
        association + ordinal | agreement of rankings | trend + years | earlier every year | phenology
        | strength and significance""",
        """scipy.stats.kendalltau scipy.stats.spearmanr scipy.stats.theilslopes scipy.stats.pearsonr
        scipy.stats.linregress""",
        0.9,
    ),
    cue(
        "probabilities of counts",
        """expected number of | probability that at least | probability of exactly | chance of |
        subsample | subsampled | drawn from a community | rarefaction | expected species | number of
        species | collision probability | birthday | coverage depth | lander waterman | at least one |
        mutation count | allele sampling | probability of detecting | occupancy problem | waiting for
        + success""",
        """scipy.stats.hypergeom scipy.special.gammaln scipy.special.comb scipy.stats.binom
        scipy.stats.poisson scipy.special.binom scipy.stats.nbinom scipy.special.betaln""",
        0.85,
    ),
    cue(
        "a geometric mean",
        """geometric mean | mean of ratios | adaptation index | multiplicative + mean | log mean |
        mean of logarithms | water quality index + product | titre | titer | relative adaptiveness |
        normalised expression + reference genes | centred log ratio | clr transform""",
        "scipy.stats.gmean numpy.log scipy.stats.gstd scipy.stats.hmean scipy.stats.pmean",
        0.95,
    ),
    cue(
        "a harmonic mean",
        """harmonic mean | effective population size | equivalent conductivity + series | mean of
        rates | effective + layers in series""",
        "scipy.stats.hmean scipy.stats.gmean scipy.stats.pmean",
        0.9,
    ),
    cue(
        "a probability model of hidden states along a chain",
        """hidden states | hidden state | emission | emissions + transition | log emission | log
        transition | most likely sequence of states | posterior + each position | markers + ancestry |
        ion channel + states | forward and backward | sum product | belief propagation | likelihood of
        the tree | pruning + likelihood | felsenstein | partition function + recursion | probability
        of each + given all""",
        "scipy.special.logsumexp numpy.logaddexp scipy.special.softmax scipy.linalg.expm",
        0.95,
    ),
    cue(
        "roots of a frequency or quantisation condition",
        """frequencies of + cantilever | cantilever | clamped free | bending frequencies | bending
        modes | euler bernoulli + frequency | characteristic equation | frequency equation |
        eigenfrequencies + beam | tan + cosh | cos + cosh | tan kx | quantisation condition |
        quantization condition | bohr sommerfeld | heat conduction + convective + roots | biot number
        + roots | transcendental equation | first n roots | pipe + resonances | love waves | rayleigh
        wave + speed | surface plasmon + dispersion | stoneley | slab waveguide""",
        """scipy.optimize.brentq scipy.optimize.root_scalar scipy.optimize.newton
        scipy.optimize.fsolve scipy.optimize.bisect""",
        0.95,
    ),
    cue(
        "quantum states mixed and propagated",
        """neutrino | flavour | flavor | mixing matrix | oscillation probability | survival
        probability + matter | two level + rabi | spin + magnetic field + evolve | qubit | gate |
        unitary | quantum walk | state + time + hamiltonian | landau zener | density operator |
        superoperator | liouvillian | coherent transfer | transfer matrix + layers""",
        """scipy.linalg.expm numpy.linalg.eigh scipy.linalg.eigh numpy.linalg.eig
        numpy.linalg.matrix_power numpy.kron scipy.sparse.linalg.expm_multiply""",
        0.9,
    ),
    cue(
        "integrals of wave functions",
        """@braket | radial integral | dipole integral | transition moment | transition dipole |
        oscillator strength | slater integral | exchange integral | coulomb integral | expectation
        value of + orbital | radial function + integral | normalised wavefunction + integral | franck
        condon factor | radial part + hydrogen""",
        """scipy.integrate.quad scipy.special.eval_genlaguerre scipy.integrate.simpson
        scipy.special.gammaln numpy.trapezoid scipy.special.genlaguerre scipy.special.sph_harm_y""",
        0.9,
    ),
    cue(
        "modes of a beam of light or a resonator",
        """resonator | laser mode | gaussian beam | tem mode | transverse mode | waist + mode |
        hermite gauss | laguerre gauss | mode profile + waist | cavity + stability | abcd matrix | ray
        transfer""",
        """scipy.special.eval_hermite scipy.special.hermite scipy.special.eval_genlaguerre
        numpy.linalg.matrix_power scipy.special.factorial numpy.linalg.eig""",
        0.9,
    ),
    cue(
        "waves scattered by a sphere or cylinder",
        """partial waves | impenetrable sphere | hard sphere + scattering | scattering length | phase
        shifts | cross section + sphere | scattering amplitude | extinction efficiency | size
        parameter | resonance + sphere | target strength + sphere | bubble scattering | acoustic
        scattering""",
        """scipy.special.spherical_jn scipy.special.spherical_yn scipy.special.eval_legendre
        scipy.special.lpmv scipy.special.hankel1 scipy.special.jv""",
        0.95,
    ),
    cue(
        "a criticality or growth eigenvalue",
        """multiplication factor | criticality | critical + reactor | k effective | k eff | dominant
        mode + growth | threshold + instability | growth rate of perturbation | neutral stability |
        orr sommerfeld | turing instability | invasion fitness | net reproductive | finite rate of
        increase | persistence of + metapopulation | flux shape + slab | zero flux at the edges""",
        """scipy.sparse.linalg.eigs scipy.linalg.eig numpy.linalg.eigvals scipy.linalg.eigvals
        numpy.linalg.eig scipy.sparse.linalg.spsolve scipy.linalg.solve_banded""",
        0.95,
    ),
    cue(
        "distributions of sums (polynomials multiplied)",
        """isotopic | isotope pattern | isotope distribution | isotopologue | sum of independent +
        distribution | distribution of the sum | poisson binomial | score distribution | polymer +
        composition distribution | multiplicity distribution | repeated convolution | convolved n
        times | mass defect + pattern | number of + successes + different probabilities""",
        """numpy.convolve scipy.signal.fftconvolve scipy.signal.convolve scipy.stats.binom
        scipy.stats.poisson_binom numpy.polymul scipy.stats.multinomial scipy.fft.rfft""",
        0.9,
    ),
    cue(
        "points moved along a curve, equally spaced",
        """along its length | equally far apart | equal arc length | arc length + points | polyline |
        redistribute + points | string method | nudged elastic | images + path | reaction path |
        minimum energy path | centreline | centerline | streamline + resample | equidistant + curve |
        chainage | parametrised by length""",
        """numpy.interp scipy.interpolate.CubicSpline scipy.interpolate.splprep
        scipy.interpolate.interp1d numpy.cumsum scipy.interpolate.make_interp_spline
        scipy.interpolate.splev""",
        0.9,
    ),
    cue(
        "designs of parameter sets",
        """parameter sets | parameter sweep | sensitivity study | strata | stratum | design of
        experiments | each range + strata | scenario sampling | monte carlo + inputs + uncertainty |
        uncertainty quantification | surrogate + design""",
        """scipy.stats.qmc.LatinHypercube scipy.stats.qmc.Sobol numpy.random.default_rng
        scipy.stats.qmc.scale scipy.stats.sobol_indices scipy.stats.qmc.Halton""",
        0.95,
    ),
    cue(
        "draws from a posterior or a simplex",
        """posterior draws | posterior sample | posterior shares | prior + simplex | dirichlet |
        uniform prior | credible interval | bayesian + mixing | posterior distribution + draws |
        samples from the posterior | gibbs | hamiltonian monte carlo | burn in | acceptance rate""",
        """numpy.random.default_rng numpy.random.Generator.dirichlet numpy.random.Generator.normal
        scipy.stats.dirichlet scipy.special.logsumexp numpy.random.Generator.gamma
        numpy.random.Generator.multivariate_normal""",
        0.9,
    ),
    cue(
        "additive effects by least squares",
        """additive model | additive effects | effect of each | effects of each | regressed on |
        contributions of each | weights of each + best | breeding value | marker effects | main
        effects | interaction terms | variance that it explains | attribution + forcing | fingerprint
        + scaling | linear combination | spectral + calibration + wavelengths | multiple linear |
        partial slopes""",
        """numpy.linalg.lstsq sklearn.linear_model.LinearRegression scipy.linalg.lstsq
        statsmodels.regression.linear_model.OLS sklearn.linear_model.Ridge numpy.linalg.pinv""",
        0.85,
    ),
    cue(
        "chains of links between others (centrality)",
        """shortest chains | run through it | passes through + shortest | bridging | bottleneck
        species | broker | stepping stone | corridor importance | between other + paths | most
        connected | food web + importance | hubs""",
        """networkx.betweenness_centrality networkx.closeness_centrality
        networkx.eigenvector_centrality networkx.degree_centrality
        networkx.edge_betweenness_centrality networkx.current_flow_betweenness_centrality""",
        0.95,
    ),
    cue(
        "the earliest arrival over a field of speeds",
        """first arrival | earliest arrival | travel times + every cell | local speed | isochrone |
        fire + spread + time | accessibility + minutes | tsunami + time | wavefront | cost distance |
        cost surface | least cost path | hiking time""",
        """scipy.sparse.csgraph.dijkstra networkx.single_source_dijkstra
        networkx.single_source_dijkstra_path_length scipy.sparse.csgraph.shortest_path
        networkx.dijkstra_path_length networkx.shortest_path""",
        0.95,
    ),
    cue(
        "one coherent region of a mask",
        """largest + area | unbroken | largest connected | floes | main body | largest cluster |
        largest object | contiguous area | remove small objects | speckles | don't touch | touching +
        pixels | continuous area | extent of + mask | regions above + threshold | objects above |
        blobs + count | hole in the mask""",
        """scipy.ndimage.label scipy.ndimage.find_objects scipy.ndimage.binary_dilation
        scipy.ndimage.sum_labels scipy.ndimage.binary_erosion scipy.ndimage.center_of_mass
        scipy.ndimage.binary_opening""",
        0.9,
    ),
    cue(
        "clusters of linked sites",
        """largest cluster | spanning cluster | open with probability | bonds + lattice | occupied
        with probability | gelation | giant + fraction | linked + lattice | clusters of sites | hoshen
        kopelman | percolates | network robustness | attack + nodes removed""",
        """scipy.sparse.csgraph.connected_components networkx.connected_components scipy.ndimage.label
        scipy.cluster.hierarchy.DisjointSet numpy.random.default_rng""",
        0.95,
    ),
    cue(
        "how long a record remembers",
        """memory of | memory + days | persistence time | e folding | decorrelation time |
        autocorrelation | integral time scale | effective sample size | effective degrees of freedom |
        correlation length | red noise""",
        """scipy.signal.correlate statsmodels.tsa.stattools.acf numpy.correlate
        scipy.signal.fftconvolve scipy.optimize.curve_fit numpy.corrcoef""",
        0.9,
    ),
    cue(
        "intervals between events in a record",
        """successive + beats | beats | intervals between + events | inter spike | times between
        successive | heart rate | breathing rate | footsteps | step detection | cycle lengths | wave
        periods | zero up crossing | upcrossing | peak to peak | trough to trough | onset times |
        pulses in""",
        """scipy.signal.find_peaks numpy.diff scipy.signal.butter scipy.signal.argrelmax
        scipy.signal.sosfiltfilt scipy.signal.argrelextrema""",
        0.9,
    ),
    cue(
        "directions of instruments and bodies",
        """line of sight + angle | boresight | body frame | inertial frame | quaternions | scalar last
        | orientation + sensor | imu | gimbal | rotate into | coordinate frame | earth fixed | local
        level""",
        """scipy.spatial.transform.Rotation scipy.spatial.transform.Slerp numpy.cross
        numpy.linalg.norm scipy.linalg.expm numpy.arctan2""",
        0.9,
    ),
)
