"""Cues by field: named models and analyses of the sciences, and the mathematics that they come down to."""

from typing import Final

from .cue import Cue, cue

CUES: Final[tuple[Cue, ...]] = (
    cue(
        "an order parameter or mean field that solves its own equation",
        """mean field | order parameter + temperature | self consistent | self consistency | bragg
        williams | curie weiss | maier saupe | weiss + magnet | long range order | spontaneous
        magnetisation | spontaneous magnetization | bcs gap | superconducting gap | flory huggins +
        coexist | binodal | spinodal | coexistence | common tangent | maxwell construction | tanh""",
        """scipy.optimize.brentq scipy.optimize.root_scalar scipy.optimize.newton
        scipy.optimize.fsolve scipy.optimize.fixed_point scipy.optimize.minimize_scalar
        scipy.optimize.root""",
        0.95,
    ),
    cue(
        "thermodynamic equilibria",
        """vapour pressure + temperature | vapor pressure + temperature | azeotrope | relative
        volatility | activity coefficient | equilibrium conversion | adsorption equilibrium |
        solubility product | buffer | titration | ph at | acid + base | speciation of + metal | ligand
        + bound | tight binding inhibitor | gibbs energy minimum | dissociation constant + total |
        eutectic | phase equilibrium | saturation temperature | wet bulb temperature | dew point
        temperature | lifting condensation | equivalent potential temperature | density from +
        pressure + temperature | cubic equation of state | fugacity""",
        """scipy.optimize.brentq scipy.optimize.root_scalar scipy.optimize.newton
        scipy.optimize.fsolve scipy.optimize.root numpy.roots scipy.optimize.minimize
        scipy.special.lambertw""",
        0.85,
    ),
    cue(
        "hydraulics and flow",
        """open channel | manning | pipe network | pipe flow | hardy cross | head loss | friction
        factor | turbulent friction | weir | culvert | critical depth | hydraulic jump | pump + curve
        | compressible + nozzle | choked flow | mach number from | shock | expansion fan | gradually
        varied""",
        """scipy.optimize.brentq scipy.optimize.root_scalar scipy.optimize.newton
        scipy.optimize.fsolve scipy.optimize.root scipy.integrate.solve_ivp""",
        0.85,
    ),
    cue(
        "orbits and spacecraft",
        """mean anomaly | true anomaly | eccentricity | orbital elements | ground track | transfer
        orbit | lambert + orbit | tle | semi major axis + period | perihelion | periapsis | hyperbolic
        trajectory | radial velocity + orbit | binary star + orbit | light time""",
        """scipy.optimize.newton scipy.optimize.brentq scipy.optimize.root_scalar
        scipy.integrate.solve_ivp scipy.spatial.transform.Rotation numpy.arctan2""",
        0.9,
    ),
    cue(
        "enzyme and chemical kinetics",
        """enzyme + time | competitive inhibition + time | product inhibition | progress curve |
        substrate left | reaction mechanism | consecutive reactions | autocatalytic | radical chain |
        polymerisation kinetics | polymerization kinetics | batch fermentation | monod | bioreactor |
        fed batch | ligand receptor + time | binding + time | association + dissociation + phase |
        surface plasmon resonance | photobleaching | rate law + integrate | half life + second order |
        temperature programmed | catalytic cycle + coverage | microkinetic""",
        """scipy.integrate.solve_ivp scipy.integrate.odeint scipy.integrate.DOP853
        scipy.integrate.Radau scipy.special.lambertw scipy.optimize.curve_fit""",
        0.9,
    ),
    cue(
        "drug and tracer kinetics",
        """pharmacokinetic | compartment | infusion | clearance | bolus | oral dose | absorption rate
        + elimination | plasma concentration | area under + concentration | multiple doses | steady
        state concentration + dosing | tracer kinetic | arterial input | tissue uptake |
        bioavailability | washout | allometric""",
        """scipy.integrate.solve_ivp scipy.optimize.curve_fit numpy.trapezoid scipy.stats.linregress
        numpy.convolve scipy.linalg.expm""",
        0.85,
    ),
    cue(
        "populations, epidemics and evolution in time",
        """predator | prey | competition + species | infected | infectious | vaccination | epidemic |
        outbreak | herd | carrying capacity | allee | host parasitoid | metapopulation | mutation
        selection | allele + selection + generations | replicator | adaptive dynamics | stage
        structured + continuous | disease + transmission | quarantine | viral load | within host |
        tumour growth | tumor growth | immune response + time | bacterial growth + antibiotic""",
        """scipy.integrate.solve_ivp scipy.integrate.odeint scipy.integrate.DOP853
        scipy.optimize.brentq numpy.linalg.eigvals scipy.integrate.RK45""",
        0.85,
    ),
    cue(
        "excitable cells and circuits",
        """neuron | membrane + current | action potential | ion channel + gating | synapse | integrate
        and fire | cable equation | firing rate + network | attractor network | wilson cowan | cardiac
        cell | calcium oscillation | circadian | cell cycle model | gene circuit | transcription +
        feedback""",
        """scipy.integrate.solve_ivp scipy.integrate.odeint scipy.integrate.DOP853
        numpy.random.default_rng scipy.signal.find_peaks""",
        0.85,
    ),
    cue(
        "climate and Earth-system boxes",
        """energy balance | ocean heat uptake | carbon + atmosphere + ocean | radiative forcing +
        response | two layer model | daisyworld | stommel | el nino + oscillator | delayed oscillator
        | ice albedo | impulse response + emissions | glacial | mantle convection + thermal history |
        box model""",
        """scipy.integrate.solve_ivp scipy.integrate.odeint scipy.integrate.DOP853
        scipy.optimize.brentq numpy.convolve scipy.linalg.expm""",
        0.85,
    ),
    cue(
        "heat and mass diffusing into a thick body",
        """thick wall | thick slab + exposed | semi infinite | half space | suddenly exposed | surface
        temperature + conduction | convective + boundary + half space | step change + surface |
        penetration depth | similarity solution | concentration profile + diffusion | interdiffusion |
        doping profile | salt intrusion + front | contaminant + travelled | breakthrough + column |
        advection dispersion | diffusion couple | plume + distance""",
        """scipy.special.erfc scipy.special.erf scipy.special.erfcx scipy.special.erfinv
        scipy.special.exp1 scipy.integrate.quad""",
        0.9,
    ),
    cue(
        "series of eigenfunctions of heat or waves",
        """cooling of a sphere | cooling of a cylinder | heat + cylinder | transient conduction | biot
        | fourier series | fourier bessel | separation of variables | vibrating plate | membrane |
        plate + modes | room modes | organ pipe | schumann""",
        """scipy.special.jn_zeros scipy.special.jv scipy.special.j0 scipy.optimize.brentq
        scipy.special.spherical_jn""",
        0.85,
    ),
    cue(
        "gravity, magnetism and potentials in spherical harmonics",
        """spherical harmonic | schmidt | semi normalised | semi normalized | gauss coefficients |
        main field | geomagnetic | igrf | geoid | gravity anomaly + degree | degree and order | love
        number | multipole moment | angular power spectrum | cmb | radiation pattern + multipole |
        legendre functions""",
        """scipy.special.lpmv scipy.special.sph_harm_y scipy.special.assoc_legendre_p_all
        scipy.special.eval_legendre scipy.special.assoc_legendre_p scipy.special.factorial""",
        0.95,
    ),
    cue(
        "models fitted by maximum likelihood",
        """most probable + rates | most likely + rates | under which + most probable | likelihood of +
        data | log likelihood | maximum likelihood | ml estimate | mle | phylogeny + rates | birth
        death + phylogeny | branching times | mark recapture + likelihood | occupancy model | capture
        histories | ancestral state | substitution rate + likelihood | point process + intensity |
        psychometric + fit | linkage + lod | lod score | recombination fraction + likelihood | energy
        calibration + likelihood | unbinned | poisson likelihood | hazard + estimate | distribution
        fitted | speciation + extinction""",
        """scipy.optimize.minimize scipy.optimize.minimize_scalar scipy.special.gammaln
        scipy.special.logsumexp scipy.optimize.differential_evolution scipy.stats.fit scipy.stats.chi2""",
        0.9,
    ),
    cue(
        "records lined up with each other",
        """lines up with | line up | aligned with + template | template + spectrum | template + shift
        | best shift | offset between | synchronise + records | align + signals | cross dating |
        wiggle match | redshift + template | radial velocity + template | stereo disparity | drift
        correction + images | motion correction | best lag""",
        """scipy.signal.correlate numpy.correlate scipy.signal.correlation_lags
        scipy.signal.fftconvolve numpy.interp scipy.fft.rfft scipy.ndimage.shift""",
        0.9,
    ),
    cue(
        "spectra from decaying or interfering signals",
        """free induction decay | fid | zero filling | zero fill | line broadening | phased spectrum |
        phase correction | interferogram | interference fringes | fringes | fringe spacing | michelson
        | fourier transform infrared | fourier transform spectrometer | ion cyclotron | muon spin |
        exafs | quantum beats | optical coherence tomography | a scan | ground penetrating""",
        """scipy.fft.fft numpy.fft.fft scipy.fft.fftshift scipy.fft.rfft numpy.fft.fftshift
        numpy.fft.rfft scipy.fft.fftfreq scipy.signal.find_peaks scipy.signal.hilbert""",
        0.9,
    ),
    cue(
        "speech, calls and music",
        """formant | formants | vocal | speech | voice | linear prediction | all pole | autoregressive
        spectrum | burg | pitch | fundamental frequency | mel | cepstrum | bird song | whistle | call
        + frequency | note onset | timbre""",
        """scipy.linalg.solve_toeplitz scipy.signal.spectrogram numpy.roots scipy.signal.stft
        scipy.signal.lfilter scipy.fft.rfft scipy.signal.find_peaks scipy.fft.dct scipy.signal.freqz""",
        0.9,
    ),
    cue(
        "sweeps followed slice by slice",
        """strongest frequency + each | frequency + each slice | slices + overlapping | half
        overlapping | frequency against time | sweep + frequency | time resolved spectrum | short
        slices | instantaneous spectrum | gravitational wave + track | doppler + spectrum + time""",
        """scipy.signal.spectrogram scipy.signal.stft scipy.signal.ShortTimeFFT
        scipy.signal.get_window scipy.fft.rfft""",
        0.95,
    ),
    cue(
        "decay of a correlation along a chain or in time",
        """persistence length | tangent + correlation | correlation along | correlation decay |
        correlation function of + directions | orientational correlation | rotational correlation |
        spin correlation + distance | velocity correlation | exponential through + correlation |
        memory kernel | kirkwood""",
        """scipy.optimize.curve_fit numpy.einsum scipy.signal.correlate numpy.linalg.norm
        scipy.signal.fftconvolve scipy.stats.linregress""",
        0.9,
    ),
    cue(
        "a tensor field or gradient from a few stations",
        """velocity gradient | strain rate + stations | best describes + velocities | plate motion |
        euler pole | rigid rotation + velocities | gradient from + stations | vorticity from +
        drifters | plane wave fit | slowness vector | array + plane wave | dip and strike + points |
        best plane | sphere fit | circle fit | ellipse fit | helmert | datum transformation | affine +
        control points | tidal analysis | constituents""",
        """numpy.linalg.lstsq scipy.linalg.lstsq numpy.linalg.solve scipy.optimize.curve_fit
        numpy.polyfit numpy.linalg.svd numpy.linalg.eigh scipy.optimize.least_squares""",
        0.9,
    ),
    cue(
        "stresses, strains and other tensors",
        """principal + directions | principal rates | principal strain | principal stress | principal
        value | stress tensor | strain tensor | inertia | gyration | diffusion tensor + fractional |
        fractional anisotropy | anisotropy tensor | moment tensor | fabric + orientation | orientation
        tensor | nematic + director | quadrupole tensor | g tensor | chemical shift tensor""",
        """numpy.linalg.eigh scipy.linalg.eigh numpy.linalg.eigvalsh numpy.linalg.eig
        scipy.sparse.linalg.eigsh numpy.einsum numpy.cov""",
        0.9,
    ),
    cue(
        "rotated tensors",
        """fourth rank | rank tensor | stiffness + rotated | rotated frame | rotate + frame + tensor |
        tensor components | elastic constants + orientation | voigt notation | second harmonic +
        tensor | piezoelectric | contraction over | indices + summed""",
        "numpy.einsum numpy.tensordot numpy.kron scipy.spatial.transform.Rotation numpy.matmul",
        0.95,
    ),
    cue(
        "vibrations of lattices and molecules",
        """branches + crystal | phonon | acoustic branch | optical branch | linear chain + masses |
        several atoms + cell | springs + masses | masses and springs | coupled pendulums | vibrational
        | force constants | force constant matrix | normal coordinate | gf method | elastic network |
        anm | molecular vibration | bloch + bands | bands of + crystal | hopping | su schrieffer |
        graphene | kronig penney | plane wave + basis | brillouin | spin wave | magnon | landau levels""",
        """numpy.linalg.eigh scipy.linalg.eigh numpy.linalg.eigvalsh numpy.linalg.eig
        scipy.sparse.linalg.eigsh scipy.linalg.eigvalsh numpy.linalg.eigvals""",
        0.95,
    ),
    cue(
        "diversity and evenness",
        """evenness | clonality | clone sizes | diversity | richness | hill number | simpson index |
        shannon | effective number | species abundance | repertoire | alpha diversity | chao | niche
        breadth | heterozygosity | information + bits | mutual information | transfer entropy |
        sequence conservation | codon entropy""",
        """scipy.stats.entropy scipy.special.xlogy scipy.special.entr numpy.bincount numpy.unique
        scipy.special.rel_entr scipy.special.gammaln""",
        0.95,
    ),
    cue(
        "populations waiting in states (queues, birth and death)",
        """birth death process | queue | queueing | occupied beds | erlang | equilibrium probabilities
        | stationary probabilities | generator + states | open and closed + channel | states + rates +
        equilibrium | chemical master equation + steady | kinetic proofreading + steady | balance of
        probability flow | detailed balance + rates | steady state of + network + linear""",
        """scipy.linalg.null_space numpy.linalg.solve numpy.linalg.lstsq scipy.linalg.eig
        scipy.linalg.expm numpy.linalg.svd""",
        0.9,
    ),
    cue(
        "mean times and hitting probabilities of chains",
        """mean time to | first passage | extinction time | fixation probability | expected number of
        steps | committor | absorption probability | expected lifetime | life expectancy + stage |
        transient states | reliability + states""",
        """numpy.linalg.solve scipy.linalg.solve numpy.linalg.inv scipy.sparse.linalg.spsolve
        scipy.linalg.expm scipy.special.gammaln""",
        0.9,
    ),
    cue(
        "ages and depths tied together",
        """age at each + depth | tie points | age model | age depth | never decrease | chronology |
        dated + depths | sedimentation rate + age | ice core | stratigraph | time scale + depth |
        calibration table | rating curve + stage | stage discharge table | must never decrease |
        hypsometric""",
        """numpy.interp scipy.interpolate.PchipInterpolator scipy.interpolate.interp1d
        scipy.interpolate.Akima1DInterpolator numpy.searchsorted sklearn.isotonic.IsotonicRegression""",
        0.9,
    ),
    cue(
        "densities, and the ranges that hold most of them",
        """calendar date | radiocarbon | calibrate + age | highest density | shortest range | credible
        interval | 95 % of it | probability density of | normalise + density | posterior density +
        grid | marginalise | marginal likelihood | bayes + grid | convolve + densities | cumulative
        probability + grid""",
        """numpy.trapezoid numpy.interp scipy.integrate.cumulative_trapezoid scipy.stats.norm
        numpy.cumsum numpy.searchsorted scipy.special.logsumexp""",
        0.9,
    ),
    cue(
        "shares above or below levels",
        """inverse survival function + levels | fraction + at least each | receives at least |
        exceedance | flow duration | duration curve | dose volume | cumulative histogram | share above
        | percent of time | survival function + empirical | empirical cumulative | ecdf | exceeded |
        levels + fraction | hypsometry | grain size + passing | lorenz""",
        """numpy.histogram numpy.cumsum numpy.sort numpy.percentile numpy.quantile scipy.stats.ecdf
        numpy.searchsorted""",
        0.9,
    ),
    cue(
        "magnitudes of earthquakes and other power laws",
        """gutenberg | b value | magnitude of completeness | aftershock | omori | power law + exponent
        | tail exponent | pareto | avalanche sizes | hill estimator | fractal dimension | box counting
        | hurst | multifractal | dfa | detrended fluctuation | structure function | rescaled range""",
        """numpy.histogram scipy.stats.linregress numpy.polyfit scipy.optimize.minimize_scalar
        scipy.stats.expon scipy.stats.powerlaw scipy.stats.pareto scipy.optimize.curve_fit""",
        0.85,
    ),
    cue(
        "dilution series and standard curves",
        """dilution series | standard curve | qpcr | amplification efficiency | ct values | standard
        addition | limit of detection | calibration + slope | elisa | specific activity + slope |
        stern volmer | guinier | zimm | debye plot | hill plot | kissinger | clausius clapeyron +
        slope | wilson plot | hubble diagram | tully fisher | isochron | concordia""",
        """scipy.stats.linregress numpy.polyfit scipy.optimize.curve_fit numpy.linalg.lstsq
        sklearn.linear_model.LinearRegression""",
        0.95,
    ),
    cue(
        "lines weighted by errors",
        """weighted by their errors | weighted least squares | weighted fit | with their covariance |
        covariance + period + reference | transit times | ephemeris + linear | period and reference
        time | errors + straight line | chi squared + line | timing residuals | inverse variance + fit""",
        """numpy.polyfit scipy.optimize.curve_fit numpy.linalg.lstsq scipy.stats.linregress
        scipy.linalg.lstsq statsmodels.regression.linear_model.WLS numpy.linalg.inv""",
        0.9,
    ),
    cue(
        "how well a score tells two classes apart",
        """scores higher than | cut off + best | youden | sensitivity | specificity | discriminate |
        diagnostic | area under + roc | diseased | true positive | false alarms + threshold |
        screening test | skill of + forecast + event | concordance | c index""",
        """sklearn.metrics.roc_auc_score sklearn.metrics.roc_curve scipy.stats.mannwhitneyu
        sklearn.metrics.auc sklearn.metrics.confusion_matrix sklearn.metrics.precision_recall_curve
        sklearn.metrics.brier_score_loss""",
        0.95,
    ),
    cue(
        "whether two samples are from one distribution",
        """drawn from one | one and the same | same distribution | distributions differ | compare +
        distributions | day and night | before and after + distribution | two samples + shape""",
        """scipy.stats.ks_2samp scipy.stats.mannwhitneyu scipy.stats.anderson_ksamp
        scipy.stats.permutation_test scipy.stats.cramervonmises_2samp scipy.stats.wasserstein_distance""",
        0.95,
    ),
    cue(
        "receptive fields and blurs",
        """centre surround | center surround | receptive field | difference of gaussians | retina |
        lateral inhibition | gabor | visual cortex | saliency | smoothing scale | defocus | scattering
        blur | antenna beam + map | beam smearing | footprint + weighting | kernel smoothing + map""",
        """scipy.ndimage.gaussian_filter scipy.ndimage.gaussian_laplace scipy.signal.fftconvolve
        scipy.ndimage.convolve scipy.signal.convolve2d""",
        0.95,
    ),
    cue(
        "surfaces of facets between points",
        """facets | facet | irregular points + surface | true to projected area | surface area +
        points | rugosity | roughness + surface | mesh + area | mesh + normals | volume below +
        surface | cut and fill | terrain + triangulated | polygon area | isosurface""",
        """scipy.spatial.Delaunay numpy.cross scipy.spatial.ConvexHull
        scipy.interpolate.LinearNDInterpolator numpy.linalg.norm""",
        0.95,
    ),
    cue(
        "what can still be reached in a network",
        """still reach | reach one another | stations + closed | closed + network | cut off from |
        isolated by | remaining + component | robustness | resilience + network | removal of + nodes |
        percolation threshold + network | connected to + source | dependency | supply + interrupted |
        islands + power grid""",
        """networkx.connected_components networkx.node_connected_component
        networkx.number_connected_components scipy.sparse.csgraph.connected_components
        networkx.is_connected networkx.descendants networkx.articulation_points""",
        0.95,
    ),
    cue(
        "the easiest route through a network of steps",
        """sequence of + from + to | easiest route | barriers + add up | least total | route through |
        pathway + metabolites | metabolic pathway | minimum number of steps | fewest steps | reaction
        network + path | path + lowest | transition path + states | migration route | connect + least
        resistance""",
        """networkx.shortest_path networkx.dijkstra_path networkx.shortest_path_length
        scipy.sparse.csgraph.dijkstra networkx.single_source_dijkstra networkx.all_simple_paths
        networkx.astar_path networkx.bellman_ford_path""",
        0.95,
    ),
    cue(
        "reservoirs in series and routed floods",
        """linear reservoir | linear reservoirs | nash cascade | unit hydrograph | effective rain |
        muskingum | flood routing | cascade of | time lag + storage | residence time distribution |
        tanks in series | recession | baseflow | antecedent precipitation | snowmelt + runoff""",
        """numpy.convolve scipy.signal.lfilter scipy.signal.fftconvolve scipy.stats.gamma
        scipy.special.gammainc scipy.integrate.solve_ivp""",
        0.9,
    ),
    cue(
        "diffraction and scattering of matter",
        """structure factor | form factor | debye scattering | powder pattern | bragg peaks | small
        angle | pair distance distribution | patterson | scattering + i q | rdf + fourier | debye
        waller | electron density + map | atomic scattering""",
        """numpy.sinc scipy.spatial.distance.pdist numpy.fft.fftn scipy.special.spherical_jn
        scipy.integrate.simpson scipy.spatial.distance.cdist numpy.histogram""",
        0.85,
    ),
    cue(
        "radiation through matter and atmospheres",
        """radiative transfer | optical depth | transmittance | weighting function | airmass + layers
        | two stream | beer lambert + path | limb | curve of growth | equivalent width | line profile
        | opacity | planck function + wavelengths | brightness temperature | synchrotron spectrum |
        compton | bremsstrahlung | stopping range | bragg peak + dose""",
        """scipy.integrate.quad scipy.integrate.simpson numpy.trapezoid scipy.integrate.quad_vec
        scipy.integrate.cumulative_trapezoid scipy.special.expn scipy.special.wofz
        scipy.special.voigt_profile""",
        0.85,
    ),
    cue(
        "stars, galaxies and dark matter",
        """initial mass function | luminosity function | nfw | rotation curve | velocity dispersion |
        enclosed mass | surface brightness + projected | abel | schechter | mass function | press
        schechter | growth factor | einstein radius | lensing | deflection angle | jeans equation |
        isothermal sphere | polytropic""",
        """scipy.integrate.quad scipy.integrate.simpson numpy.trapezoid scipy.integrate.quad_vec
        scipy.special.gammaincc scipy.special.gammainc scipy.optimize.brentq scipy.special.hyp2f1
        scipy.integrate.solve_ivp""",
        0.85,
    ),
    cue(
        "electrons in solids and devices",
        """fermi level | carrier density | semiconductor | depletion | solar cell | diode | transistor
        | thermionic | density of states | fermi dirac | effective mass + bands | schottky | quantum
        well | tunnelling | tunneling | transmission coefficient + barrier | tsu esaki | landauer |
        seebeck + integral | drude | kubo""",
        """scipy.optimize.brentq scipy.integrate.quad scipy.special.expit scipy.special.lambertw
        numpy.linalg.eigh scipy.linalg.eigh_tridiagonal numpy.linalg.inv scipy.optimize.newton""",
        0.85,
    ),
    cue(
        "genes, sequences and trees",
        """gene expression + matrix | differentially expressed | genotype | snps | pedigree | kinship
        matrix | gwas | principal + ancestry | fst | linkage disequilibrium | haplotype | sequence
        alignment | distance between sequences | phylogenetic | neighbour joining | tree from |
        bootstrap support | motif | position weight matrix | codon""",
        """scipy.spatial.distance.pdist scipy.cluster.hierarchy.linkage numpy.linalg.svd
        scipy.stats.chi2_contingency scipy.stats.fisher_exact scipy.stats.entropy
        scipy.stats.ttest_ind sklearn.decomposition.PCA""",
        0.75,
    ),
    cue(
        "remote sensing and maps",
        """raster | satellite image | pixels + class | ndvi | land cover | spectral bands | digital
        elevation | dem | watershed | slope + aspect | hillshade | viewshed | focal mean | zonal
        statistics | change detection | texture + image | cloud mask""",
        """scipy.ndimage.label scipy.ndimage.uniform_filter numpy.gradient
        scipy.ndimage.generic_filter scipy.ndimage.gaussian_filter scipy.ndimage.sobel
        scipy.ndimage.mean numpy.histogram sklearn.cluster.KMeans""",
        0.75,
    ),
    cue(
        "weather and ocean records",
        """hodograph | wind shear | potential temperature | soundings + pressure | hypsometric +
        thickness | precipitable | cape | climatology | anomaly | teleconnection | empirical
        orthogonal | hovmoller | storm + track | tide gauge | tidal | harmonic constituents | mixed
        layer depth | thermocline | wave height + record""",
        """numpy.gradient numpy.trapezoid scipy.integrate.cumulative_trapezoid numpy.interp
        numpy.linalg.lstsq numpy.linalg.svd scipy.signal.welch scipy.signal.detrend""",
        0.7,
    ),
    cue(
        "particles that move and collide (simulation steps)",
        """molecular dynamics | verlet | leapfrog | thermostat | lennard jones + forces | cell list |
        nearest image | nose hoover | particle in cell | boids | vicsek | self propelled | granular |
        sph | n body + forces | ewald | structure of liquid""",
        """scipy.spatial.cKDTree scipy.spatial.distance.pdist scipy.spatial.distance.squareform
        numpy.random.default_rng scipy.special.erfc numpy.bincount scipy.spatial.distance.cdist
        numpy.fft.fftn""",
        0.85,
    ),
    cue(
        "machines and structures",
        """truss | frame analysis | beam + stiffness | finite element | buckling | modal analysis |
        natural frequency | fatigue + cycles | rainflow | shaft + critical speed | rotor | flutter |
        composite laminate | stress + nodes | degrees of freedom + assembled | plate + finite""",
        """numpy.linalg.solve scipy.linalg.eigh scipy.sparse.linalg.spsolve scipy.linalg.solve
        scipy.signal.find_peaks numpy.linalg.eigh scipy.sparse.coo_array scipy.linalg.eig""",
        0.8,
    ),
    cue(
        "filters that follow a hidden state",
        """kalman | state estimate | tracking + noise | innovation | data assimilation | ensemble
        kalman | sensor fusion | process noise | measurement noise | smoother + state | optimal
        estimate | particle filter | bayesian filter""",
        """numpy.linalg.solve scipy.linalg.cho_solve numpy.linalg.inv scipy.linalg.solve_discrete_are
        scipy.linalg.cho_factor numpy.linalg.cholesky numpy.random.Generator.multivariate_normal
        scipy.linalg.block_diag""",
        0.9,
    ),
    cue(
        "decisions, auctions and resources",
        """portfolio | efficient frontier | unit commitment | crop rotation + profit | reserve
        selection | least cost + diet | schedule + machines | network design | facility location |
        allocate + budget | optimal foraging | optimal control | dynamic programming | value iteration
        | bang bang""",
        """scipy.optimize.linprog scipy.optimize.milp scipy.optimize.minimize
        scipy.optimize.linear_sum_assignment scipy.optimize.LinearConstraint scipy.optimize.Bounds""",
        0.85,
    ),
)
