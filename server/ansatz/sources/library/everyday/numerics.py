"""Everyday numerics: quadrature, interpolation, linear algebra, optimisation."""

from typing import Final

from .entry import ENDS, Entry, entry

ENTRIES: Final[tuple[Entry, ...]] = (
    entry(
        "scipy.integrate.simpson",
        r"simpson(?:'s)?(?: 1/3)?(?: rule)?",
        "y=ordinate x=abscissa dx=spacing",
        unit="x*y",
        says="integral rule area under curve total composite",
    ),
    entry(
        "scipy.integrate.cumulative_trapezoid",
        r"cumulative(?:ly)?[^.]{0,50}trapez\w+(?: rule)?|trapez\w+[^.]{0,50}cumulative|running "
        r"(?:trapezoidal )?integral|(?:trapez\w+[^.]{0,40})running",
        "y=ordinate x=abscissa dx=spacing",
        unit="x*y",
        says="integral rule running cumulative up to total since",
    ),
    entry(
        "scipy.integrate.cumulative_simpson",
        r"cumulative[^.]{0,40}simpson",
        "y=ordinate x=abscissa dx=spacing",
        unit="x*y",
        says="integral rule running cumulative up to",
    ),
    entry(
        "scipy.integrate.trapezoid",
        r"trapez(?:oid(?:al)?|ium)(?: rule| integral| integration)?",
        "y=ordinate x=abscissa dx=spacing",
        unit="x*y",
        meets="uneven",
        says="integral rule area under curve total integrated",
    ),
    entry("scipy.integrate.romb", r"romberg", "y=ordinate dx=spacing", unit="x*y", says="integral"),
    entry(
        "scipy.integrate.quad",
        r"(?:adaptive )?quadrature|(?:definite )?integral of (?:a|the) "
        r"(?:given )?function|integrate (?:a|the) function",
        "func=function a=lower_limit b=upper_limit",
        gives=((r".", "[0]"),),
        says="integral definite integrate from to limits function",
    ),
    entry(
        "scipy.optimize.brentq",
        r"brent(?:'s)? method|root of (?:a|the) (?:given )?(?:continuous "
        r")?function|root[- ]finding",
        "f=function a=lower_limit b=upper_limit",
        says="root zero bracket interval sign function between",
    ),
    entry(
        "scipy.optimize.bisect",
        r"bisection",
        "f=function a=lower_limit b=upper_limit",
        says="root zero bracket interval sign function between",
    ),
    entry(
        "numpy.gradient",
        r"(?:numerical )?(?:derivative|gradient)[^.]{0,60}central (?:finite "
        r")?differences?|central (?:finite )?differences?",
        "f=ordinate varargs=abscissa",
        unit="y/x",
        says="derivative slope rate change central second-order accurate differences one-sided ends",
    ),
    entry(
        "numpy.interp",
        r"(?:piecewise )?linear(?:ly)? interpolat\w+|interpolat\w+ linear(?:ly)?|"
        r"linear interpolation",
        "x=query xp=abscissa fp=ordinate",
        unit="y",
        meets="held outside",
        says="linear interpolate between samples",
    ),
    entry(
        "scipy.interpolate.PchipInterpolator",
        r"pchip|monoton\w+ (?:piecewise )?cubic(?: "
        r"(?:hermite )?(?:interpolat\w+|spline))?|"
        r"shape-preserving|fritsch[-–]carlson",
        "x=abscissa y=ordinate",
        unit="y",
        says="monotone piecewise cubic Hermite interpolation shape-preserving overshoot",
    ),
    entry(
        "scipy.interpolate.Akima1DInterpolator",
        r"akima(?:'s)?",
        "x=abscissa y=ordinate",
        unit="y",
        says="interpolation piecewise cubic",
    ),
    entry(
        "scipy.interpolate.CubicSpline",
        r"(?:interpolating )?(?:natural |clamped |not-a-knot |"
        r"periodic )?cubic[- ]splines?",
        "x=abscissa y=ordinate",
        unit="y",
        opens=(ENDS,),
        says="cubic spline interpolating through interpolation",
    ),
    entry(
        "scipy.interpolate.BarycentricInterpolator",
        r"barycentric|lagrange (?:polynomial "
        r")?interpolat\w+|interpolating polynomial",
        "xi=abscissa yi=ordinate",
        unit="y",
        says="polynomial interpolation",
    ),
    entry(
        "scipy.interpolate.griddata",
        r"(?:scattered|irregular)[^.]{0,40}interpolat\w+|"
        r"interpolat\w+[^.]{0,60}scattered",
        "points=observations values=ordinate xi=query",
        unit="y",
        says="scattered interpolation linear nearest",
    ),
    entry(
        "scipy.interpolate.RBFInterpolator",
        r"radial basis(?: function)?|thin[- ]plate",
        "y=observations d=ordinate",
        unit="y",
        says="interpolation",
    ),
    entry(
        "numpy.polyfit",
        r"(?:least[- ]squares )?polynomial (?:of degree \S+ )?(?:least[- ]squares "
        r")?(?:fit|regression)|fit(?:ted|s|ting)? (?:of )?a polynomial",
        "x=abscissa y=ordinate deg=polynomial_order w=weights",
        says="polynomial coefficients highest power first least-squares fit degree descending",
        meets="descending",
    ),
    entry(
        "numpy.polyval",
        r"evaluat\w+ (?:a|the) polynomial|polynomial evaluated",
        "p=coefficients x=query",
        says="polynomial coefficients highest first",
        meets="descending",
    ),
    entry(
        "numpy.roots",
        r"roots of (?:a|the) polynomial",
        "p=coefficients",
        says="polynomial coefficients highest first roots",
        meets="descending",
    ),
    entry("scipy.linalg.expm", r"(?:dense )?matrix exponential", "A=operator", says="exponential matrix"),
    entry(
        "scipy.sparse.linalg.expm_multiply",
        r"action of the matrix exponential|matrix exponential "
        r"(?:acting|applied|times)",
        "A=operator B=right_side",
        says="action exponential matrix vector",
        meets="dense exponential",
    ),
    entry("scipy.linalg.logm", r"matrix logarithm", "A=operator"),
    entry(
        "scipy.linalg.sqrtm",
        r"(?:principal )?matrix square root|square root of (?:a|the) matrix",
        "A=operator",
        says="square root matrix principal",
    ),
    entry(
        "scipy.linalg.svdvals",
        r"singular values",
        "a=operator",
        meets="descending",
        says="singular largest first descending decreasing",
    ),
    entry(
        "scipy.linalg.eigvalsh",
        r"(?:eigenvalues? of the )?generali[sz]ed (?:symmetric |hermitian "
        r")*(?:eigen\w+|problem)|eigenvalues?[^.]{0,20}generali[sz]ed",
        "a=operator b=mass_matrix",
        meets="ascending",
        says="eigenvalues generalised symmetric problem ascending smallest first",
    ),
    entry(
        "numpy.linalg.eigvalsh",
        r"eigenvalues? of (?:a|the|an|this) (?:\w+ )?(?:real "
        r")?(?:symmetric|hermitian)|eigenvalues",
        "a=symmetric_matrix",
        meets="ascending",
        says="eigenvalues symmetric Hermitian ascending smallest first",
    ),
    entry("numpy.linalg.eigvals", r"eigenvalues", "a=operator", says="eigenvalues", plain=True),
    entry(
        "numpy.linalg.solve",
        r"solv\w+ (?:the |a |of the )?(?:square )?linear (?:system|equations)|"
        r"solution of (?:the |a )?(?:square )?linear (?:system|equations)|"
        r"linear system",
        "a=operator b=right_side",
        says="linear system equations solution",
    ),
    entry(
        "scipy.linalg.solve_banded",
        r"banded (?:linear )?(?:system|solve\w*|matrix)|tridiagonal "
        r"system",
        "l_and_u=bands ab=operator b=right_side",
    ),
    entry(
        "scipy.linalg.solve_toeplitz",
        r"toeplitz system|levinson",
        "c_or_cr=coefficients b=right_side",
        says="Toeplitz system solution first column",
    ),
    entry(
        "numpy.linalg.lstsq",
        r"least[- ]squares solution|(?:linear )?least[- ]squares (?:solution "
        r")?(?:of|to) (?:an? |the )?(?:overdetermined|linear system)|"
        r"overdetermined",
        "a=operator b=right_side",
        main="x",
        says="least-squares solution overdetermined linear system minimum norm",
    ),
    entry(
        "scipy.optimize.nnls",
        r"non-?negative least[- ]squares|\bnnls\b",
        "A=operator b=right_side",
        main="x",
        says="non-negative negative least-squares solution abundances coefficients",
    ),
    entry(
        "scipy.optimize.lsq_linear",
        r"bounded (?:linear )?least[- ]squares",
        "A=operator b=right_side bounds=range",
        main="x",
    ),
    entry("numpy.linalg.pinv", r"(?:moore[-–]penrose )?pseudo-?inverse", "a=operator", says="inverse"),
    entry(
        "numpy.linalg.inv",
        r"(?:matrix )?inverse of (?:a|the)[^.]{0,20}matrix|matrix inverse",
        "a=operator",
        says="inverse",
    ),
    entry("numpy.linalg.det", r"determinant", "a=operator", plain=True),
    entry(
        "numpy.linalg.matrix_rank",
        r"rank of (?:a|the) matrix|matrix rank|numerical rank",
        "A=operator",
        says="rank number",
    ),
    entry(
        "numpy.linalg.cond",
        r"condition number",
        "x=operator",
        says="number condition norm largest smallest singular ratio",
        plain=True,
    ),
    entry(
        "numpy.linalg.norm",
        r"(?:euclidean|frobenius|l2) norm",
        "x=operator",
        meets="euclidean",
        says="norm",
        plain=True,
    ),
    entry("numpy.linalg.cholesky", r"cholesky", "a=symmetric_matrix", says="lower triangular factor"),
    entry(
        "numpy.linalg.matrix_power",
        r"matrix power|power of (?:a|the)[^.]{0,20}matrix",
        "a=operator n=order",
        says="power matrix steps",
    ),
    entry(
        "scipy.linalg.null_space",
        r"null[- ]?space|kernel of (?:a|the) matrix",
        "A=operator",
        says="basis orthonormal null",
    ),
    entry(
        "scipy.linalg.orth",
        r"orthonormal basis (?:of|for) the (?:range|column space)",
        "A=operator",
        says="basis",
    ),
    entry(
        "scipy.linalg.solve_continuous_lyapunov",
        r"continuous(?:-time)? lyapunov|lyapunov equation",
        "a=operator q=right_side",
    ),
    entry("scipy.linalg.solve_sylvester", r"sylvester", "a=operator b=mass_matrix q=right_side"),
    entry(
        "scipy.linalg.subspace_angles",
        r"(?:principal|subspace) angles",
        "A=operator B=mass_matrix",
        says="angles subspaces descending",
        meets="descending",
    ),
    entry("scipy.linalg.toeplitz", r"toeplitz matrix", "c=coefficients", says="matrix column"),
    entry(
        "scipy.sparse.linalg.spsolve",
        r"sparse (?:linear )?(?:system|solve\w*)|"
        r"solv\w+[^.]{0,30}sparse",
        "A=operator b=right_side",
        says="sparse linear system solution",
    ),
    entry(
        "scipy.sparse.linalg.cg",
        r"conjugate gradients?",
        "A=operator b=right_side x0=starting_point rtol=tolerance",
        main="x",
        says="conjugate gradient solution symmetric positive-definite",
    ),
    entry(
        "scipy.optimize.linear_sum_assignment",
        r"(?:optimal |best )?(?:one-to-one )?assignment(?: problem)?|hungarian(?: (?:algorithm|"
        r"method))?|(?:minimum|least)[- ]cost (?:matching|assignment)",
        "cost_matrix=cost",
        says="assignment one-to-one least minimum total cost matching pairs sum smallest indices "
        "rows columns",
    ),
    entry(
        "scipy.optimize.isotonic_regression",
        r"isotonic(?: regression| fit)?|pool[- ]adjacent",
        "y=ordinate weights=weights",
        gives=((r".", ".x"),),
        unit="y",
        says="monotone increasing least-squares fit regression",
    ),
    entry(
        "scipy.optimize.minimize_scalar",
        r"minimum of (?:a|the) (?:scalar )?function",
        "fun=function bounds=range",
        main="x",
    ),
    entry("numpy.convolve", r"discrete convolution", "a=signal v=kernel"),
    entry(
        "numpy.cumsum",
        r"(?:cumulative|running) (?:sum|total)",
        "a=sample",
        unit="y",
        says="sum cumulative running",
        plain=True,
    ),
    entry("numpy.cross", r"cross product", "a=vector b=vector", says="product vector"),
    entry(
        "numpy.digitize", r"which bin|bin (?:number|index|indices)", "x=sample bins=edges", says="bin index"
    ),
)
