"""Cues of calculus: integrals, differential equations, derivatives, roots, minima, interpolation."""

from typing import Final

from .cue import Cue, cue

CUES: Final[tuple[Cue, ...]] = (
    cue(
        "a definite integral of a known function (quadrature)",
        """@integral | quadrature | definite integral | numerical integration | integrated over |
        integral over | integral of | integral from | integrate over | integrated between | integrated
        from | @improper | line of sight + density | total emission + spectrum | averaged over +
        distribution | thermal average | orientational average | orientation average | band integrated""",
        """scipy.integrate.quad scipy.integrate.quad_vec scipy.integrate.simpson
        scipy.integrate.fixed_quad scipy.integrate.tanhsinh mpmath.quad""",
    ),
    cue(
        "a quantity that is defined by an integral in its field's standard theory",
        """debye + solid | debye model | debye function | debye temperature | debye heat | einstein de
        haas | black body + between | blackbody + band | planck + band | planck + integrated | fermi
        integral | fermi dirac integral | bose integral | comoving distance | luminosity distance |
        angular diameter distance | lookback time | look back time | age of the universe | arc length
        | length of the curve | perimeter of an ellipse | second virial | virial coefficient |
        radiative rate + spectrum | abel transform | optical depth | column density | path integral |
        work done along | gravitational potential of | self energy | bloch gruneisen | sommerfeld
        expansion | franck condon | overlap integral | matrix element | normalisation constant |
        normalization constant | partition function + classical | gamow | gamow peak | reaction rate +
        maxwell | maxwell averaged | maxwellian averaged | fresnel kirchhoff | hankel transform | view
        factor | mean free time | expected value of + density | dispersion integral | kramers kronig |
        lifting line | area under + function | volume of revolution | mean exit time | action integral
        | wkb""",
        "scipy.integrate.quad scipy.integrate.quad_vec scipy.integrate.simpson scipy.integrate.fixed_quad",
        0.95,
    ),
    cue(
        "an integral over samples (trapezoidal or Simpson rule)",
        """area under the curve | area under + curve | auc | trapezoidal | trapezoid rule | trapezoid
        | simpson | integrate + samples | integrated + profile | total dose | integral + sampled |
        integrated signal | integrated + measured | integrate + spectrum | peak area | stratospheric
        column | total column | precipitable water | depth integrated | vertically integrated |
        integrated intensity | flux + spectrum""",
        """numpy.trapezoid scipy.integrate.simpson scipy.integrate.trapezoid
        scipy.integrate.cumulative_trapezoid""",
        0.9,
    ),
    cue(
        "a running integral",
        """cumulative integral | cumulative trapezoidal | cumulated | running integral | cumulative +
        integral | integrated up to | accumulated up to | travelled up to | velocity from acceleration
        | displacement + acceleration | position from velocity | cumulative dose | cumulative + over
        time | cumulative energy | cumulative infiltration | integral up to each | as a function of +
        integral""",
        """scipy.integrate.cumulative_trapezoid scipy.integrate.cumulative_simpson numpy.cumsum
        numpy.trapezoid""",
        0.95,
    ),
    cue(
        "an integral over several variables",
        """double integral | triple integral | surface integral | volume integral | integral over the
        sphere | solid angle + integral | two dimensional integral | multidimensional integral |
        integrate over the area | brillouin zone integral | integral over angles""",
        """scipy.integrate.dblquad scipy.integrate.nquad scipy.integrate.tplquad
        scipy.integrate.cubature scipy.integrate.lebedev_rule""",
    ),
    cue(
        "a Gaussian quadrature rule with nodes and weights",
        """gauss legendre | gaussian quadrature | gauss quadrature | nodes and weights | quadrature
        nodes | quadrature points | quadrature weights | discrete ordinates | n point rule | points
        per panel | gauss points | exact for polynomials | exact for a polynomial | polynomials of
        degree + integral""",
        """numpy.polynomial.legendre.leggauss scipy.special.roots_legendre scipy.integrate.fixed_quad
        numpy.polynomial.chebyshev.chebgauss scipy.special.roots_jacobi""",
    ),
    cue(
        "an average over a normal distribution (Gauss-Hermite rule)",
        """gauss hermite | @gaussian + quadrature | exact for polynomials + normal | random effect +
        integral | exact for polynomials + standard deviation | integral against a gaussian | gaussian
        weight + nodes""",
        """numpy.polynomial.hermite.hermgauss scipy.special.roots_hermite
        numpy.polynomial.hermite_e.hermegauss scipy.special.roots_hermitenorm""",
    ),
    cue(
        "quadrature over a half line with an exponential weight (Gauss-Laguerre rule)",
        "gauss laguerre | exponential weight + quadrature",
        "numpy.polynomial.laguerre.laggauss scipy.special.roots_laguerre scipy.special.roots_genlaguerre",
    ),
    cue(
        "the solution of ordinary differential equations in time",
        """@ode | ode | odes | ivp | ordinary differential equation | differential equations | initial
        value problem | equations of motion | equation of motion | rate equations | rate equation |
        time course | time evolution of + concentration | kinetic scheme | reaction kinetics |
        reaction network + concentration | integrate the orbit | numerically integrated | sir | seir |
        sis model | susceptible + infected | susceptible + infectious | epidemic + compartments |
        epidemic model | predator prey | lotka volterra | competing species | chemostat | consumer
        resource | compartment model | compartmental model | multi compartment | pharmacokinetic +
        compartments | absorption + elimination rate | hodgkin huxley | fitzhugh nagumo | morris lecar
        | izhikevich | van der pol | duffing | lorenz | rossler | brusselator | oregonator |
        repressilator | toggle switch | gene expression + degradation | glycolysis oscillation |
        kuramoto | coupled oscillators | phase oscillators | double pendulum | damped oscillator |
        driven oscillator | trajectory + drag | projectile + drag | falling + air resistance | rocket
        equation + drag | n body | three body | restricted three body | geodesic | ray tracing +
        gradient | lane emden | bloch equations | optical bloch | rabi oscillation + damping |
        lindblad | master equation | rate matrix + time | stiff | population dynamics | logistic
        growth + harvesting | michaelis menten + time | batch reactor | plug flow reactor | stirred
        tank + time | energy balance model | box model | two box model | carbon cycle | stellar
        structure | polytrope | tolman oppenheimer | friedmann + time | attitude dynamics | rigid body
        + torque | membrane potential + time""",
        """scipy.integrate.solve_ivp scipy.integrate.odeint scipy.integrate.DOP853
        scipy.integrate.Radau scipy.integrate.LSODA scipy.integrate.ode""",
    ),
    cue(
        "a boundary value problem",
        """boundary value problem | given at both ends | conditions at both ends | two point boundary
        | boundary layer + similarity | blasius | falkner skan | shooting | fixed at both ends +
        temperature | clamped at both ends + deflection | @secondode + both ends | @secondode +
        boundary""",
        """scipy.integrate.solve_bvp scipy.linalg.solve_banded scipy.integrate.solve_ivp
        scipy.optimize.brentq""",
    ),
    cue(
        "a partial differential equation on a grid (tridiagonal or sparse systems)",
        """@pde | pde | crank nicolson | implicit euler | backward euler | adi scheme | five point
        stencil | tridiagonal | thomas algorithm | heat equation | diffusion equation | advection
        diffusion | richards equation | finite difference + implicit | finite differences + boundary |
        finite volume | finite element | poisson equation | laplace equation | groundwater flow + grid
        | steady state temperature + grid | helmholtz equation | wave equation | fokker planck | black
        scholes | burgers equation | reaction diffusion | poisson boltzmann | potential on a grid |
        pressure solve | pressure projection | dirichlet | neumann boundary""",
        """scipy.linalg.solve_banded scipy.sparse.linalg.spsolve scipy.sparse.diags
        scipy.sparse.diags_array scipy.sparse.linalg.cg scipy.sparse.linalg.factorized
        scipy.sparse.linalg.splu scipy.linalg.solveh_banded scipy.sparse.kron""",
        0.95,
    ),
    cue(
        "a Laplacian on a grid",
        """laplacian + grid | poisson + grid | five point | screened poisson | electrostatic potential
        + grid | stream function + vorticity""",
        """scipy.sparse.linalg.spsolve scipy.sparse.linalg.cg scipy.ndimage.laplace
        scipy.sparse.csgraph.laplacian scipy.fft.dstn scipy.sparse.linalg.LaplacianNd""",
        0.8,
    ),
    cue(
        "numerical derivatives",
        """finite difference | finite differences | central difference | numerical derivative |
        gradient of + grid | slope of + grid | derivative of + samples | velocity from position | curl
        + grid | divergence + grid | vorticity | gradient on a grid | rate of change of + measured |
        strain rate + field | slope and aspect | buoyancy frequency | brunt vaisala | geostrophic |
        unevenly spaced + derivative""",
        """numpy.gradient numpy.diff scipy.differentiate.derivative scipy.ndimage.sobel
        scipy.signal.savgol_filter""",
        0.85,
    ),
    cue(
        "derivatives of a given function",
        """jacobian | hessian | derivative of a function | derivative of + callable | sensitivities of
        + model | error propagation | delta method | propagate the uncertainty | propagation of
        uncertainty""",
        """scipy.differentiate.jacobian scipy.differentiate.derivative scipy.differentiate.hessian
        scipy.optimize.approx_fprime""",
        0.7,
    ),
    cue(
        "the root of one equation that can't be rearranged",
        """@implicit | transcendental | root of | roots of + equation | zero of + function | solve for
        + iteratively | solved iteratively | implicit equation | newton's method | newton raphson |
        newton iteration | bisection | bracket | zero crossing of + function | kepler's equation |
        kepler equation | eccentric anomaly | colebrook | friction factor + reynolds | van der waals +
        volume | redlich kwong | peng robinson | compressibility factor | equation of state + volume |
        bubble point | dew point | flash + rachford | rachford rice | charge balance | mass balance +
        ph | ph of | ionic equilibrium | dispersion relation | water waves + depth | wavenumber +
        depth | bound state energies | finite well | square well | energy levels + well | waveguide
        modes | guided modes | propagation constant | normal depth | critical depth | manning + depth
        | internal rate of return | chemical potential + density | chemical potential + number | fermi
        level | fermi energy + doping | saha + ionisation | saha + ionization | implied volatility |
        gap equation | self consistent + equation | mean field + self consistent | mean field
        magnetisation | mean field magnetization | adiabatic flame | wet bulb | boiling point +
        pressure | terminal velocity + drag coefficient | final size | shock angle | oblique shock |
        area mach | prandtl meyer | lagrange point | time of flight + orbit | lambert problem |
        equilibrium constant + extent | extent of reaction | equilibrium composition | invert
        numerically | inverse of + monotone | solved for numerically | half wave + solve | steady
        state of + nonlinear""",
        """scipy.optimize.brentq scipy.optimize.newton scipy.optimize.root_scalar
        scipy.optimize.fsolve scipy.optimize.root""",
    ),
    cue(
        "several nonlinear equations at once",
        """system of nonlinear | nonlinear system | nonlinear equations | simultaneous equations +
        nonlinear | fixed point | chemical equilibrium | speciation | equilibrium concentrations |
        steady state of + model | mass action + equilibrium | trilateration | inverse kinematics""",
        "scipy.optimize.root scipy.optimize.fsolve scipy.optimize.least_squares scipy.optimize.fixed_point",
    ),
    cue(
        "roots of a polynomial",
        """polynomial roots | roots of a polynomial | roots of the polynomial | cubic equation |
        quartic | characteristic polynomial | poles and zeros | cubic in + volume | roots of the cubic
        | largest real root""",
        "numpy.roots numpy.polynomial.polynomial.polyroots numpy.poly1d numpy.polynomial.Polynomial",
    ),
    cue(
        "the minimum of a function of several variables",
        """minimise | minimize | minimum energy | lowest energy | energy minimum | local minimum |
        geometry optimisation | geometry optimization | maximum likelihood | maximise the likelihood |
        log likelihood + maximum | relax the geometry | relaxed geometry | @argmin | cost function +
        parameters | objective function | variational + energy | maximise | maximize | most likely
        parameters | best parameters | steepest descent | conjugate gradient + minimum | bfgs | nelder
        mead | simplex method + minimum""",
        """scipy.optimize.minimize scipy.optimize.minimize_scalar scipy.optimize.least_squares
        scipy.optimize.differential_evolution""",
        0.9,
    ),
    cue(
        "the minimum of a function of one variable",
        """golden section | brent's method | optimal + one parameter | minimum over a single | profile
        likelihood | maximum of + one variable | wavelength of maximum | optimum temperature | best
        threshold""",
        "scipy.optimize.minimize_scalar scipy.optimize.brent scipy.optimize.golden scipy.optimize.fminbound",
        0.8,
    ),
    cue(
        "a global optimum among many local ones",
        """global minimum | global optimum | many local minima | simulated annealing | basin hopping |
        lennard jones + cluster | cluster of + atoms + minimum | differential evolution | genetic
        algorithm | lowest energy + cluster""",
        """scipy.optimize.basinhopping scipy.optimize.differential_evolution
        scipy.optimize.dual_annealing scipy.optimize.minimize scipy.optimize.shgo""",
    ),
    cue(
        "fitting a curve's parameters to data",
        """curve fit | least squares fit | nonlinear fit | non linear least squares | nonlinear least
        squares | fitted to | fit of + to | fit + decay | fit + model | fit the parameters | fit
        parameters | best fit | fitted parameters | levenberg marquardt | gauss newton | residuals +
        parameters | estimate + parameters + measured | from initial rates | measured with uncertainty
        | standard errors + parameters | standard errors from | decay constant from | lifetime from |
        lifetime + counts | half life from | dose response | four parameter | hill equation + data |
        langmuir + data | binding curve | titration curve | calibration curve | isotherm parameters |
        arrhenius + fit | gaussian peak + fit | lorentzian + fit | peak fit | exponential decay + data
        | breakthrough curve + fit | rate constants from | kinetic constants | relaxation time from |
        estimated from + measurements""",
        """scipy.optimize.curve_fit scipy.optimize.least_squares scipy.optimize.leastsq
        scipy.optimize.minimize scipy.odr.ODR lmfit.Model astropy.modeling.fitting.LevMarLSQFitter""",
    ),
    cue(
        "a straight line through points",
        """linear regression | straight line | regression line | slope and intercept | slope of the
        line | log linear + slope | terminal slope | terminal phase | elimination rate constant from |
        slope of + log | beer lambert + calibration | calibration line | linear fit | linear trend |
        trend per decade | arrhenius plot | lineweaver burk | scatchard | eyring plot | tafel | van't
        hoff plot | semilog | log log slope | power law exponent | exponent from + log | scaling
        exponent | activation energy from | trend in""",
        """scipy.stats.linregress numpy.polyfit numpy.polynomial.polynomial.polyfit numpy.linalg.lstsq
        sklearn.linear_model.LinearRegression scipy.stats.theilslopes""",
        0.95,
    ),
    cue(
        "a polynomial fitted to data",
        """polynomial fit | fit a polynomial | quadratic fit | cubic fit | polynomial of degree + fit
        | polynomial baseline | polynomial trend | detrend + polynomial | parabola through |
        polynomial calibration""",
        "numpy.polyfit numpy.polynomial.Polynomial numpy.polynomial.polynomial.polyfit numpy.polyval",
    ),
    cue(
        "errors in both variables",
        """errors in both | orthogonal distance | deming | york regression | total least squares |
        uncertainties in x and y | orthogonal regression""",
        "scipy.odr.ODR scipy.odr.RealData scipy.odr.Model scipy.linalg.svd numpy.linalg.svd",
    ),
    cue(
        "interpolation between samples of one variable",
        """interpolate | interpolated | interpolation | spline | tabulated | lookup table | table of +
        values | resample onto | resampled onto | regrid | between the tabulated | between grid points
        | through the points | passes through all | passes through the""",
        """scipy.interpolate.CubicSpline numpy.interp scipy.interpolate.PchipInterpolator
        scipy.interpolate.make_interp_spline scipy.interpolate.interp1d
        scipy.interpolate.Akima1DInterpolator scipy.interpolate.UnivariateSpline""",
        0.9,
    ),
    cue(
        "a smooth curve through noisy points",
        """smoothing spline | smooth curve through | natural spline | smooth + spline | continuous
        second derivative | penalised spline | roughness penalty | curve through the points + smooth |
        cubic spline""",
        """scipy.interpolate.CubicSpline scipy.interpolate.make_smoothing_spline
        scipy.interpolate.UnivariateSpline scipy.interpolate.splrep scipy.interpolate.make_splrep""",
    ),
    cue(
        "interpolation that keeps monotone data monotone",
        """monotone + interpolate | no overshoot | monotonic interpolation | shape preserving | pchip
        | must not overshoot""",
        """scipy.interpolate.PchipInterpolator scipy.interpolate.Akima1DInterpolator
        scipy.interpolate.pchip_interpolate""",
    ),
    cue(
        "a polynomial through all points, evaluated stably",
        """lagrange interpolation | barycentric | lagrange polynomial | polynomial through + nodes |
        polynomial through + points | interpolating polynomial | divided differences | neville |
        chebyshev nodes | newton form""",
        """scipy.interpolate.BarycentricInterpolator scipy.interpolate.barycentric_interpolate
        scipy.interpolate.KroghInterpolator scipy.interpolate.lagrange numpy.polynomial.Chebyshev""",
    ),
    cue(
        "interpolation of scattered points",
        """scattered | irregularly spaced + grid | soundings | unstructured + interpolate | point
        measurements + map | radial basis function | thin plate | grid from stations | kriging + map |
        natural neighbour | natural neighbor""",
        """scipy.interpolate.griddata scipy.interpolate.RBFInterpolator
        scipy.interpolate.LinearNDInterpolator scipy.interpolate.CloughTocher2DInterpolator
        scipy.interpolate.NearestNDInterpolator""",
    ),
    cue(
        "interpolation on a regular grid of several variables",
        """bilinear | trilinear | bicubic | value at a point + grid | sample a field at | sampled at
        positions + grid | regular grid + interpolate | semi lagrangian | two dimensional table |
        opacity table | departure points""",
        """scipy.interpolate.RegularGridInterpolator scipy.ndimage.map_coordinates
        scipy.interpolate.interpn scipy.interpolate.RectBivariateSpline xarray.DataArray.interp""",
    ),
    cue(
        "a function in pieces",
        """@piecewise | piecewise | different regimes | depending on the regime | regime + otherwise |
        by regime | branches + regime | broken power law""",
        "numpy.piecewise numpy.select numpy.where numpy.clip numpy.digitize scipy.interpolate.PPoly",
        0.85,
    ),
    cue(
        "a linear programme",
        """linear programming | flux balance | s v = 0 | steady state fluxes | linear constraints +
        maximum | cheapest mixture | diet problem | linear objective | lower and upper bounds + linear
        | optimal transport | earth mover | transportation problem | blending + cheapest | greatest
        flux | allocation + constraints""",
        "scipy.optimize.linprog scipy.optimize.milp scipy.optimize.LinearConstraint",
    ),
    cue(
        "whole-number decisions under constraints",
        "integer programming | knapsack | binary variables + constraints | set cover | whole numbers + cost",
        "scipy.optimize.milp scipy.optimize.linprog",
    ),
    cue(
        "least squares with parts that can't be negative",
        """@nonnegative + weights | @nonnegative + fractions | @nonnegative + coefficients |
        @nonnegative + amplitudes | @nonnegative + moduli | @nonnegative + spectrum | @nonnegative +
        shares | spectrum of times + positive | generalised maxwell | generalized maxwell | prony
        series | non negative | nonnegative | none negative | no negative + coefficients | unmix |
        abundances + spectrum | end members | endmembers | spectral unmixing | nnls | mixing model +
        fractions | deconvolution + fractions | distribution of relaxation times""",
        "scipy.optimize.nnls scipy.optimize.lsq_linear sklearn.decomposition.NMF",
    ),
    cue(
        "the best one-to-one assignment",
        """assignment problem | one to one + smallest | one to one pairing | optimal matching |
        hungarian | pairing of + total | match + frames | matching cells | bipartite matching |
        permutation that minimises | relabel + best agreement""",
        """scipy.optimize.linear_sum_assignment
        scipy.sparse.csgraph.min_weight_full_bipartite_matching networkx.max_weight_matching
        scipy.spatial.distance.cdist""",
    ),
    cue(
        "constrained minimisation",
        """subject to | constrained + minim | equality constraint | inequality constraint |
        constraints + maximise | lagrange multiplier""",
        """scipy.optimize.minimize scipy.optimize.NonlinearConstraint scipy.optimize.LinearConstraint
        scipy.optimize.linprog""",
        0.8,
    ),
    cue(
        "symbolic calculus",
        """symbolic | closed form + expression | derivatives of an expression | expression tree |
        simplify + expression | algebraic expression | analytically solve""",
        """sympy.diff sympy.lambdify sympy.simplify sympy.solve sympy.integrate sympy.hessian
        sympy.dsolve sympy.series""",
    ),
)
