"""Cues of chance and of plain array work: simulation, sampling, sorting, sums along axes."""

from typing import Final

from .cue import Cue, cue

CUES: Final[tuple[Cue, ...]] = (
    cue(
        "random numbers",
        """@rng | monte carlo | random walk | randomly | drawn at random | at random | stochastic |
        gillespie | metropolis | mcmc | markov chain monte carlo | hastings | gibbs sampl | gibbs
        sampling | brownian | langevin | simulate + random | simulated + noise | random numbers |
        ising | wright fisher | moran process | genetic drift | coalescent | branching process |
        kinetic monte carlo | random number generator | accept or reject | importance sampling |
        rejection sampling | ornstein uhlenbeck | wiener process | euler maruyama | geometric brownian
        | shot noise | poisson process | bootstrap | birth death + simulate | exact stochastic
        simulation | tau leaping | diffusion limited aggregation | self avoiding walk | hit or miss |
        photon packets | parallel tempering | with replacement | replica exchange | random sequential
        | particle filter | synthetic data | noise realisation | white noise | agent based | surrogate
        data""",
        """numpy.random.default_rng numpy.random.Generator.normal numpy.random.Generator.random
        numpy.random.Generator.choice numpy.random.Generator.exponential numpy.random.Generator
        numpy.random.Generator.standard_normal""",
        0.95,
    ),
    cue(
        "normal increments or noise",
        """brownian | langevin | wiener | gaussian noise | white noise | euler maruyama | ornstein
        uhlenbeck | stochastic differential | diffusion coefficient + paths | normal + noise |
        dissipative particle | thermostat + random""",
        """numpy.random.Generator.normal numpy.random.Generator.standard_normal
        numpy.random.default_rng numpy.cumsum""",
        0.9,
    ),
    cue(
        "events at random times",
        """gillespie | reaction events | stochastic simulation algorithm | poisson process | propensit
        | propensities | next reaction | kinetic monte carlo | birth death + events | waiting time +
        event | time to the next event""",
        """numpy.random.Generator.exponential numpy.random.default_rng numpy.random.Generator.random
        numpy.random.Generator.choice numpy.random.Generator.poisson numpy.searchsorted""",
        0.9,
    ),
    cue(
        "draws of discrete outcomes",
        """wright fisher | genetic drift | multinomial sampling | binomial sampling | resample +
        particles | systematic resampling | roulette | chain binomial | reed frost | draw + offspring
        | number of offspring | binomially distributed | thinning + counts""",
        """numpy.random.Generator.binomial numpy.random.Generator.multinomial
        numpy.random.Generator.choice numpy.random.Generator.poisson numpy.random.default_rng
        numpy.searchsorted numpy.random.Generator.integers""",
        0.9,
    ),
    cue(
        "low-discrepancy points",
        """latin hypercube | sobol | halton | quasi monte carlo | low discrepancy | space filling |
        sensitivity analysis + variance | sensitivity indices | morris screening""",
        """scipy.stats.qmc.LatinHypercube scipy.stats.qmc.Sobol scipy.stats.qmc.Halton
        scipy.stats.sobol_indices scipy.stats.qmc.scale scipy.stats.qmc.discrepancy""",
    ),
    cue(
        "random directions or rotations",
        """isotropic direction | isotropically + directions | random orientation | random orientations
        | random rotation | uniform on the sphere | points on a sphere | random unit vectors""",
        """scipy.spatial.transform.Rotation scipy.stats.uniform_direction scipy.stats.random_table
        scipy.stats.special_ortho_group numpy.random.Generator.normal scipy.stats.ortho_group""",
        0.85,
    ),
    cue(
        "sums by index",
        """accumulate + index | sum per label | deposit + grid | cloud in cell | scatter add |
        particle mesh | unbuffered | assembled from elements | count of each | adds up + cell |
        assigned to cells""",
        "numpy.bincount numpy.histogramdd numpy.unique scipy.ndimage.sum_labels scipy.sparse.coo_array",
        0.75,
    ),
    cue(
        "places in a sorted list",
        """sorted + position | step function | nearest grid point | which bin | look up + interval |
        inverse transform sampling | cumulative distribution + draw | time of last | searching a
        sorted | percentile of score | last value before""",
        "numpy.searchsorted numpy.digitize numpy.interp pandas.merge_asof numpy.argsort",
        0.7,
    ),
    cue(
        "windows that slide over an array",
        """sliding window | k mers | kmer | subsequences | embedding dimension | delay embedding |
        sample entropy | approximate entropy | permutation entropy | hankel matrix | singular spectrum
        | rolling + matrix""",
        "scipy.linalg.hankel numpy.convolve",
        0.8,
    ),
    cue(
        "cumulative sums and products",
        """cumulative sum | cumulative product | running total | accumulated degree days | degree days
        | survivorship | cumulated + days | mass curve | running product | hydraulic head + layers +
        total | ranked cumulative | gini | lorenz curve""",
        "numpy.cumsum numpy.cumprod scipy.integrate.cumulative_trapezoid numpy.diff",
        0.75,
    ),
    cue(
        "polynomials evaluated or multiplied",
        """polynomial in | horner | virial expansion | power series | generating function |
        probability generating | convolution of polynomials | shomate | nasa polynomial | polynomial
        coefficients""",
        """numpy.polyval numpy.polynomial.polynomial.polyval numpy.polynomial.Polynomial
        numpy.convolve numpy.polymul""",
        0.75,
    ),
    cue(
        "angles in the right quadrant",
        """azimuth | bearing | four quadrant | quadrant | atan2 | heading | wind from components |
        phase angle | great circle + bearing | direction + components | aspect + slope""",
        "numpy.arctan2 numpy.hypot numpy.deg2rad numpy.angle numpy.unwrap numpy.mod numpy.degrees",
        0.7,
    ),
    cue(
        "rows with labels (tables)",
        """dataframe | data frame | columns of the table | csv | time index | merge + tables | pivot |
        long format | wide format | per subject + table""",
        """pandas.DataFrame.groupby pandas.DataFrame.merge pandas.DataFrame.pivot_table
        pandas.DataFrame.resample pandas.merge_asof pandas.DataFrame.rolling pandas.cut
        pandas.DataFrame.melt""",
        0.8,
    ),
    cue(
        "labelled arrays",
        """xarray | dataarray | netcdf | latitude weighted | area weighted mean + latitude | cos
        latitude | climatology | calendar month | ensemble dimension | along the time dimension""",
        """xarray.DataArray.groupby xarray.DataArray.weighted xarray.Dataset.groupby
        xarray.DataArray.mean xarray.DataArray.interp xarray.DataArray.polyfit xarray.apply_ufunc
        xarray.DataArray.resample xarray.DataArray.differentiate xarray.DataArray.integrate
        numpy.average""",
        0.85,
    ),
    cue(
        "logarithmically spaced values",
        "logarithmically spaced | log spaced | log spacing | equal ratio | decades + points",
        "numpy.logspace numpy.geomspace numpy.linspace",
        0.6,
    ),
)
