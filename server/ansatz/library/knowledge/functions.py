"""Cues of special functions, by their names and by the physics that they come from."""

from typing import Final

from .cue import Cue, cue

CUES: Final[tuple[Cue, ...]] = (
    cue(
        "the error function",
        """error function | erf | erfc | complementary error function | ogata banks | constant surface
        concentration | semi infinite | half space cooling | carburisation | carburizing | fick's
        second law + surface | probit + closed form | ewald | smeared charge | gaussian charge |
        contaminant plume | moving front + dispersion | stefan problem | lithosphere + cooling |
        thermal + step + surface | q function + ber | bit error rate""",
        "scipy.special.erfc scipy.special.erf scipy.special.erfcx scipy.special.erfinv scipy.special.ndtr",
    ),
    cue(
        "the Faddeeva function: a Gaussian and a Lorentzian convolved",
        """voigt | doppler and pressure | doppler + lorentz | thermal motion + collisions | gaussian +
        lorentzian + convolution | plasma dispersion function | faddeeva""",
        "scipy.special.voigt_profile scipy.special.wofz astropy.modeling.models.Voigt1D scipy.special.erfcx",
    ),
    cue(
        "the gamma function and its logarithm",
        """gamma function | log gamma | stirling | volume of an n dimensional | hypersphere |
        dirichlet + multinomial | beta binomial | normalisation + factorial | radial wavefunction |
        radial function | hydrogen + orbital | slater type orbital | gaussian type orbital |
        normalised + factorial | normalized + factorial | morse + wavefunction | ewens""",
        """scipy.special.gammaln scipy.special.gamma scipy.special.factorial scipy.special.loggamma
        scipy.special.poch""",
        0.9,
    ),
    cue(
        "the incomplete gamma function",
        """incomplete gamma | boys function | boys | gaussian integrals + nuclear attraction | chi
        square + tail | schechter + integrated | gamma distribution + cumulative | enclosed mass +
        sersic | electron repulsion | poisson + at least""",
        """scipy.special.gammainc scipy.special.gammaincc scipy.special.gamma scipy.special.hyp1f1
        scipy.special.erf scipy.special.gammainccinv""",
    ),
    cue(
        "factorials and binomial coefficients",
        """@factorial | @binomial | binomial coefficient | factorial | n choose k | combinations |
        permutations | multinomial | multiplicity of | number of ways | catalan | stirling number |
        hypergeometric + probability | degeneracy + states + ways | einstein solid""",
        """scipy.special.comb scipy.special.factorial scipy.special.gammaln scipy.special.binom
        scipy.special.perm scipy.special.factorial2""",
        0.85,
    ),
    cue(
        "the beta function",
        """beta function | incomplete beta | euler beta | student + tail + closed | beta distribution
        + cumulative | f distribution + tail""",
        "scipy.special.betainc scipy.special.beta scipy.special.betaln scipy.special.betaincinv",
    ),
    cue(
        "Bessel functions",
        """bessel | cylindrical + wave | circular aperture | airy disc | airy disk | airy pattern |
        fraunhofer + circular | circular membrane | drum | circular plate | cylindrical waveguide |
        optical fibre + mode | optical fiber + mode | step index | lp modes | fm sidebands | jacobi
        anger | skin effect + wire | kelvin functions | hankel | cylindrical + diffusion | womersley |
        cylinder + heat + transient | fin + annular | radially symmetric + oscillation | vortex + lamb
        | scattering by a cylinder | uniform disc + visibility""",
        """scipy.special.jv scipy.special.j1 scipy.special.j0 scipy.special.jn_zeros scipy.special.kv
        scipy.special.iv scipy.special.yv scipy.special.hankel1""",
    ),
    cue(
        "zeros of Bessel functions",
        """membrane | drum | cylindrical cavity | cavity resonance | te modes | tm modes | zeros of +
        bessel | nodal diameters | bessel series | cylinder + eigen""",
        "scipy.special.jn_zeros scipy.special.jnp_zeros scipy.special.jv scipy.special.jve",
    ),
    cue(
        "modified Bessel functions",
        """modified bessel | von mises | rician | leaky aquifer | bessel + exponential decay |
        screened + line | quantum + kaiser | synchrotron | well function + leaky | debye huckel +
        cylinder | fin + radial""",
        """scipy.special.kv scipy.special.iv scipy.special.k0 scipy.special.i0 scipy.special.ive
        scipy.special.i1 scipy.special.k1 scipy.special.i0e""",
    ),
    cue(
        "spherical Bessel functions",
        """spherical bessel | mie | partial wave | phase shift + scattering | hard sphere scattering |
        plane wave expansion | spherical cavity | scattering by a sphere | spherical well | sound +
        sphere""",
        """scipy.special.spherical_jn scipy.special.spherical_yn scipy.special.jv scipy.special.lpmv
        scipy.special.spherical_in scipy.special.hankel1""",
    ),
    cue(
        "spherical harmonics and associated Legendre functions",
        """spherical harmonic | spherical harmonics | surface harmonics | geopotential | gravity +
        degree + order | multipole expansion | angular part + orbital | atomic orbital | orbital
        angular | steinhardt | bond order parameter | geomagnetic + gauss coefficients | degree l and
        order m | power per degree | angular momentum + eigenfunction""",
        """scipy.special.sph_harm_y scipy.special.lpmv scipy.special.assoc_legendre_p
        scipy.special.sph_harm_y_all scipy.special.assoc_legendre_p_all scipy.special.eval_legendre""",
    ),
    cue(
        "Legendre polynomials",
        """legendre | legendre polynomial | phase function + expansion | angular distribution +
        partial | order parameter + p2 | henyey greenstein | zonal + potential | angular correlation |
        @legendre""",
        """scipy.special.eval_legendre numpy.polynomial.legendre.legval scipy.special.legendre_p
        scipy.special.lpmv scipy.special.legendre""",
    ),
    cue(
        "Hermite polynomials",
        """hermite | harmonic oscillator + wavefunction | harmonic oscillator + state | harmonic
        oscillator + stationary | hermite gaussian | oscillator + eigenfunction | vibrational
        wavefunction | gauss hermite mode | franck condon + harmonic | landau level + wave""",
        """scipy.special.eval_hermite scipy.special.hermite numpy.polynomial.hermite.hermval
        scipy.special.factorial scipy.special.gammaln scipy.special.eval_hermitenorm""",
    ),
    cue(
        "Laguerre polynomials",
        """laguerre | hydrogen + wavefunction | hydrogen like | hydrogenic | radial wavefunction |
        radial wave function | laguerre gaussian | orbital angular momentum + beam | coulomb bound |
        wigner function + fock | morse + eigenfunction""",
        """scipy.special.eval_genlaguerre scipy.special.genlaguerre scipy.special.assoc_laguerre
        scipy.special.eval_laguerre scipy.special.gammaln""",
    ),
    cue(
        "Chebyshev polynomials",
        "chebyshev | spectral collocation | spectral method + differentiation matrix | minimax + polynomial",
        """numpy.polynomial.chebyshev.chebval scipy.special.eval_chebyt numpy.polynomial.Chebyshev
        numpy.polynomial.chebyshev.chebfit scipy.fft.dct""",
    ),
    cue(
        "Jacobi, Gegenbauer or Zernike polynomials",
        """zernike | jacobi polynomial | gegenbauer | wavefront aberration | wigner d | rotation
        matrix elements""",
        """scipy.special.eval_jacobi scipy.special.jacobi scipy.special.eval_gegenbauer
        scipy.special.factorial scipy.special.comb""",
    ),
    cue(
        "elliptic integrals or functions",
        """elliptic integral | exact period + pendulum | pendulum + amplitude | large amplitude |
        finite amplitude + period | current loop + field | off axis + loop | mutual inductance + loops
        | coaxial loops | coaxial coils | perimeter + ellipse | meridian arc | jacobi elliptic |
        cnoidal | demagnetising factor | demagnetization factor | schwarzschild + deflection | torus +
        potential | period + rigid pendulum | surface area + ellipsoid""",
        """scipy.special.ellipk scipy.special.ellipe scipy.special.ellipj scipy.special.ellipkm1
        scipy.special.ellipkinc scipy.special.ellipeinc scipy.special.elliprf""",
    ),
    cue(
        "the exponential integral",
        """exponential integral | theis | well function | drawdown | pumped well | pumping test |
        plane parallel + radiative transfer | line source solution | e1 | schwarzschild milne | cooper
        jacob""",
        "scipy.special.exp1 scipy.special.expn scipy.special.expi scipy.special.exprel",
    ),
    cue(
        "the Lambert W function",
        """lambert w | lambert | series resistance | integrated michaelis menten | progress curve +
        enzyme | substrate + over time + closed form | solar cell + resistance | diode + resistance |
        final size + epidemic | wien displacement | x exp x | double well + delta | random predator""",
        "scipy.special.lambertw scipy.special.wrightomega scipy.optimize.brentq scipy.optimize.newton",
    ),
    cue(
        "the Riemann zeta function or polylogarithms",
        """zeta function | bose einstein condensation | condensate fraction | polylogarithm |
        dilogarithm | spence | bose gas | fermi gas + temperature | stefan constant + derive | casimir
        | zipf | power law + discrete | madelung""",
        "scipy.special.zeta scipy.special.zetac scipy.special.spence mpmath.polylog scipy.integrate.quad",
    ),
    cue(
        "the digamma function",
        """digamma | polygamma | trigamma | harmonic number | psi function | watterson | ksg |
        dirichlet + expectation""",
        "scipy.special.digamma scipy.special.polygamma scipy.special.psi",
    ),
    cue(
        "Fresnel, Dawson, sine or cosine integrals",
        """fresnel integral | knife edge | straight edge + diffraction | cornu | clothoid | euler
        spiral | dawson | sine integral | cosine integral | half wave dipole | radiation resistance |
        gibbs phenomenon""",
        """scipy.special.fresnel scipy.special.sici scipy.special.dawsn scipy.special.modfresnelp
        scipy.special.shichi scipy.special.modstruve""",
    ),
    cue(
        "Airy functions",
        """airy function | linear potential + state | quantum bouncer | triangular well | fowler
        nordheim | rainbow | caustic | turning point + connection""",
        "scipy.special.airy scipy.special.ai_zeros scipy.special.airye",
    ),
    cue(
        "hypergeometric functions",
        """hypergeometric function | kummer | confluent | tricomi | coulomb wave | hyp2f1 | growth
        factor + cosmology | gauss hypergeometric | whittaker""",
        "scipy.special.hyp2f1 scipy.special.hyp1f1 scipy.special.hyperu scipy.special.hyp0f1 mpmath.hyp2f1",
    ),
    cue(
        "angular momentum coupling coefficients",
        """clebsch gordan | wigner 3j | wigner 6j | racah | 3j symbol | 6j symbol | coupling of
        angular momenta | gaunt""",
        """sympy.physics.wigner.wigner_3j sympy.physics.wigner.clebsch_gordan
        sympy.physics.wigner.wigner_6j scipy.special.factorial scipy.special.gammaln""",
    ),
    cue(
        "sums of exponentials that don't overflow",
        """log sum exp | logsumexp | underflow | overflow | numerically stable + exp | stable for
        large | partition function | softmax | log likelihood + mixture | mixture + responsibilities |
        forward backward | forward algorithm | hidden markov | posterior + states | posterior decoding
        | viterbi | boltzmann + weights | boltzmann populations | boltzmann factor + states | free
        energy perturbation | zwanzig | bennett acceptance | jarzynski | multinomial logit | cross
        entropy | log probabilities | log weights | evidence + models | exp e kt z | model averaging |
        akaike weights | posterior probabilities | bayes + log | rotational partition | vibrational
        partition | canonical ensemble | particle filter + weights | very small probabilities |
        thousands of + without + zero""",
        "scipy.special.logsumexp scipy.special.softmax numpy.logaddexp scipy.special.log_softmax",
    ),
    cue(
        "the logistic function or its inverse",
        """sigmoid | logistic function | logit | inverse logit | expit | log odds | psychometric |
        item response | rasch | fermi function | fermi occupation | fermi dirac occupation | two state
        + unfolding""",
        """scipy.special.expit scipy.special.logit scipy.special.log_expit
        sklearn.linear_model.LogisticRegression""",
        0.9,
    ),
    cue(
        "entropy and divergence of distributions",
        """entropy | shannon | kullback leibler | relative entropy | jensen shannon | mutual
        information | information content | sequence logo | diversity index | shannon diversity |
        information gain | surprisal""",
        """scipy.stats.entropy scipy.special.rel_entr scipy.special.xlogy scipy.special.entr
        scipy.spatial.distance.jensenshannon sklearn.metrics.mutual_info_score
        scipy.stats.differential_entropy scipy.special.kl_div""",
        0.95,
    ),
    cue(
        "x log y with the limit at zero",
        """zero times log | x log x | xlogx | counts may be zero + log | zero counts + log | deviance
        + poisson | g test | log likelihood ratio + counts""",
        "scipy.special.xlogy scipy.special.xlog1py scipy.stats.power_divergence scipy.special.rel_entr",
        0.8,
    ),
    cue(
        "differences of exponentials or logarithms without cancellation",
        """expm1 | log1p | cancellation | relative accuracy + small | accurate for small | loss of
        precision | small x + limit | tiny + accurate | without loss of | log1mexp""",
        """numpy.expm1 numpy.log1p scipy.special.exprel scipy.special.cosm1 scipy.special.expm1
        scipy.special.log1p""",
        0.8,
    ),
    cue(
        "a power transformation",
        """box cox | power transform | lms method | lms curves | l m s | skewness + transform |
        variance stabilising | variance stabilizing | yeo johnson | arcsinh transform | growth
        reference""",
        """scipy.special.boxcox scipy.stats.boxcox scipy.special.inv_boxcox scipy.stats.yeojohnson
        sklearn.preprocessing.PowerTransformer scipy.special.boxcox1p""",
    ),
    cue(
        "normalised sinc",
        "sinc | single slit | rectangular aperture | fraunhofer + slit | grating + slit | double slit",
        "numpy.sinc scipy.special.diric numpy.fft.fft",
    ),
    cue(
        "a physical constant",
        "codata | physical constants | fundamental constants",
        "scipy.constants.value scipy.constants.convert_temperature scipy.constants.unit",
        0.6,
    ),
)
