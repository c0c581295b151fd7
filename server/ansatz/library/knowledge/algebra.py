"""Cues of linear algebra: systems, eigenproblems, factorisations, matrix functions, control."""

from typing import Final

from .cue import Cue, cue

CUES: Final[tuple[Cue, ...]] = (
    cue(
        "a system of linear equations",
        """@linearsystem | linear system | system of linear equations | simultaneous linear | solve
        the linear | normal equations | nodal analysis | node voltages | kirchhoff + resistors |
        resistor network | currents in a network | linear equations | balance equations | material
        balance + unknown | structural stiffness | truss + forces | stiffness matrix + load | boundary
        element | moment equations | leontief | input output model | radiosity | induced dipoles |
        panel method | thermal network""",
        """numpy.linalg.solve scipy.linalg.solve scipy.sparse.linalg.spsolve scipy.linalg.lu_factor
        numpy.linalg.lstsq""",
    ),
    cue(
        "linear least squares",
        """linear least squares | least squares solution | overdetermined | sum of squared residuals |
        multiple regression | regress on | design matrix | ordinary least squares | coefficients of +
        measured | sum of squares + as small as possible | harmonic analysis + tide | tidal
        constituents | sinusoids of known | regression coefficients | linear in the parameters |
        linear combination of + closest | geodetic adjustment | triangulation + adjustment""",
        "numpy.linalg.lstsq scipy.linalg.lstsq scipy.optimize.lsq_linear numpy.linalg.pinv scipy.linalg.qr",
    ),
    cue(
        "an eigenvalue problem",
        """eigenvalue | eigenvector | eigenvalues | eigenvectors | @eigen | stationary distribution |
        stationary vector | steady state probabilities | long run + chain | long run + probability |
        invariant distribution | equilibrium distribution + transition | probability vector |
        transition matrix + stationary | left eigenvector | dominant eigenvalue | asymptotic growth |
        long term growth | stable age | stable stage | leslie | population projection matrix |
        reproductive value | next generation matrix | basic reproduction number | spectral radius |
        linear stability | stability of + fixed point | stability of + equilibrium | jacobian +
        stability | natural frequencies | normal modes | vibrational modes | modes of vibration |
        buckling load | principal axes | principal moments | principal stresses | inertia tensor |
        gyration tensor | moment of inertia tensor | markov + stationary | markov + equilibrium | pca
        by hand | replicator equation""",
        """numpy.linalg.eig scipy.linalg.eig numpy.linalg.eigh scipy.linalg.eigh numpy.linalg.eigvals
        scipy.sparse.linalg.eigs""",
    ),
    cue(
        "the null space of a matrix: a stationary or conserved vector",
        """null space | nullspace | kernel of the matrix | stationary distribution | stationary vector
        | steady state probabilities | conserved moieties | conservation + stoichiometric | balance a
        reaction | balance chemical equation | stoichiometric coefficients | markov chain + long run |
        rank deficient | steady state + master equation | king altman | elementary modes""",
        """scipy.linalg.null_space scipy.linalg.eig numpy.linalg.lstsq numpy.linalg.svd
        scipy.linalg.svd sympy.Matrix""",
        0.9,
    ),
    cue(
        "eigenvalues and states of a symmetric (Hermitian) matrix",
        """hamiltonian + energies | hamiltonian | tight binding | huckel | band structure | energy
        levels of + matrix | ground state energy + matrix | hopping | orbital energies | crystal field
        | zero field splitting | exact diagonalisation | exact diagonalization | diagonalise |
        diagonalize | hermitian | symmetric matrix + eigen | normal modes | vibrational frequencies |
        natural frequencies | phonon | dynamical matrix | hessian + frequencies | principal stresses |
        covariance matrix + eigen | inertia tensor | principal axes | gyration tensor | structure
        tensor | bogoliubov | spin chain | density matrix | von neumann entropy | entanglement entropy
        | fidelity between + states | concurrence | coupled oscillators + frequencies | schrodinger +
        grid | bound states + grid | graph laplacian + eigen""",
        """numpy.linalg.eigh scipy.linalg.eigh numpy.linalg.eigvalsh scipy.linalg.eigvalsh
        scipy.sparse.linalg.eigsh""",
    ),
    cue(
        "the generalised eigenproblem",
        """generalised eigenvalue | generalized eigenvalue | mass matrix | mass and stiffness |
        overlap matrix | roothaan | non orthogonal basis | secular equation | common spatial patterns
        | k phi omega m phi""",
        """scipy.linalg.eigh scipy.linalg.eigvalsh scipy.linalg.eig scipy.sparse.linalg.eigsh
        scipy.sparse.linalg.lobpcg""",
    ),
    cue(
        "a few eigenvalues of a large sparse matrix",
        """lanczos | lowest eigenvalues + sparse | largest eigenvalue + sparse | power iteration | few
        lowest states | arnoldi | sparse + eigen""",
        "scipy.sparse.linalg.eigsh scipy.sparse.linalg.eigs scipy.sparse.linalg.lobpcg",
    ),
    cue(
        "eigenvalues of a tridiagonal matrix",
        """tridiagonal + eigen | schrodinger + finite difference | bound states + finite difference |
        one dimensional + schrodinger + potential | vibrational levels + potential""",
        """scipy.linalg.eigh_tridiagonal scipy.linalg.eigvalsh_tridiagonal scipy.linalg.eig_banded
        numpy.linalg.eigh""",
    ),
    cue(
        "a singular value decomposition",
        """singular value | svd | low rank | best rank | empirical orthogonal functions | eof | eofs |
        superpose | superposition of + structures | kabsch | rmsd | rigid body alignment | rigid
        motion | best fitting plane | plane through points | pseudo inverse | pseudoinverse | proper
        orthogonal decomposition | dynamic mode decomposition | schmidt decomposition | truncated +
        matrix | canonical correlation | maximum covariance analysis | condition number | matrix rank
        | procrustes | optimal rotation | biplot | correspondence analysis | principal component""",
        "numpy.linalg.svd scipy.linalg.svd scipy.sparse.linalg.svds numpy.linalg.pinv scipy.linalg.svdvals",
    ),
    cue(
        "the rotation that fits two sets of vectors",
        """kabsch | superpose | superposition + atoms | rmsd | wahba | attitude + star | align +
        structures | rigid motion | rigid motions | optimal rotation | procrustes""",
        """scipy.spatial.transform.Rotation.align_vectors scipy.spatial.transform.Rotation
        scipy.linalg.orthogonal_procrustes scipy.spatial.procrustes numpy.linalg.svd""",
    ),
    cue(
        "a positive definite system or correlated normal numbers (Cholesky)",
        """cholesky | covariance matrix + sample | correlated normal | positive definite | gaussian
        process | kriging | krige | best linear unbiased | generalised least squares | generalized
        least squares | mahalanobis | kalman | gauss markov | objective analysis | optimal
        interpolation | data assimilation | covariance + inverse | whitening | multivariate normal +
        likelihood | semivariogram + weights | covariance model + estimate""",
        """scipy.linalg.cho_factor scipy.linalg.cho_solve numpy.linalg.cholesky scipy.linalg.cholesky
        scipy.linalg.solve_triangular numpy.linalg.solve""",
    ),
    cue(
        "a banded or tridiagonal system in linear time",
        """chain of compartments | each compartment + steady | unbranched | ladder network | axial +
        leak | nearest neighbours + line + equations | rod + steady + sources | tridiagonal | thomas
        algorithm | banded | crank nicolson | o n work | cubic spline + equations | implicit +
        diffusion | compact scheme""",
        """scipy.linalg.solve_banded scipy.linalg.solveh_banded scipy.sparse.linalg.spsolve
        scipy.linalg.cholesky_banded""",
    ),
    cue(
        "a Toeplitz or circulant system",
        """toeplitz | levinson | yule walker | linear prediction | wiener filter | autoregressive
        coefficients | circulant | deconvolution + filter""",
        """scipy.linalg.solve_toeplitz scipy.linalg.toeplitz scipy.linalg.circulant
        scipy.linalg.matmul_toeplitz statsmodels.regression.yule_walker""",
    ),
    cue(
        "the matrix exponential: a linear system propagated in time",
        """matrix exponential | rate matrix | generator matrix | continuous time markov | substitution
        model | jukes cantor | transition probabilities + time | substitution rate + matrix |
        transition probability + branch | gtr | hky | propagator | time evolution operator | unitary
        evolution | evolve + hamiltonian | state at time + hamiltonian | exp of a matrix | zero order
        hold | decay chain | bateman + chain | linear kinetics + matrix | expm | constant hamiltonian
        | first order reactions + network | compartmental + linear + exact | rotation from generator |
        lie algebra""",
        """scipy.linalg.expm scipy.sparse.linalg.expm_multiply scipy.linalg.logm numpy.linalg.eig
        scipy.linalg.fractional_matrix_power""",
    ),
    cue(
        "a matrix logarithm, square root or power",
        """matrix logarithm | matrix square root | square root of a matrix | matrix power | powers of
        the matrix | n steps + transition | bures | riemannian mean""",
        """scipy.linalg.sqrtm scipy.linalg.logm numpy.linalg.matrix_power
        scipy.linalg.fractional_matrix_power scipy.linalg.polar""",
    ),
    cue(
        "an optimal controller or a Lyapunov or Riccati equation",
        """riccati | lqr | linear quadratic | state feedback | optimal control | kalman gain + steady
        | steady state kalman | algebraic riccati""",
        """scipy.linalg.solve_continuous_are scipy.linalg.solve_discrete_are scipy.signal.place_poles
        scipy.linalg.solve_continuous_lyapunov""",
    ),
    cue(
        "a Lyapunov or Sylvester equation",
        """lyapunov equation | sylvester | stationary covariance | controllability gramian |
        observability gramian | covariance + ornstein | fluctuation dissipation + matrix | linear
        noise approximation""",
        """scipy.linalg.solve_continuous_lyapunov scipy.linalg.solve_discrete_lyapunov
        scipy.linalg.solve_sylvester scipy.linalg.solve_lyapunov""",
    ),
    cue(
        "a triangular or LU factorisation",
        """lu decomposition | gaussian elimination | many right hand sides | forward substitution |
        factorise once | determinant | slater determinant""",
        """scipy.linalg.lu_factor scipy.linalg.lu_solve scipy.linalg.lu numpy.linalg.det
        numpy.linalg.slogdet scipy.linalg.solve_triangular""",
        0.85,
    ),
    cue(
        "an orthogonal basis",
        """gram schmidt | orthonormal | orthogonalise | orthogonalize | qr decomposition | orthonormal
        basis | lowdin""",
        "numpy.linalg.qr scipy.linalg.qr scipy.linalg.orth scipy.linalg.null_space scipy.linalg.sqrtm",
    ),
    cue(
        "sums over named indices of tensors",
        """composite system | reduced state | parts of a composite | pure state + parts | traced out |
        subsystems | environment + trace | partial trace | tensor contraction | reduced density matrix
        | tensor product | kronecker product | subsystem | bipartite state | einsum | einstein
        summation | @tensor | rotate + tensor | stiffness tensor | elastic tensor | two electron
        integrals | multi qubit | qubits + density | christoffel | riemann tensor | piezoelectric""",
        "numpy.einsum numpy.kron numpy.tensordot numpy.trace numpy.outer",
        0.9,
    ),
    cue(
        "rotations in three dimensions",
        """quaternion | rotation matrix | euler angles | axis angle | rodrigues | roll pitch yaw |
        orientation + body | attitude | slerp | misorientation | rotate + about the axis | rotation
        about | rotate vectors | direction cosine""",
        "scipy.spatial.transform.Rotation scipy.spatial.transform.Slerp numpy.cross",
    ),
    cue(
        "cross and dot products of vectors",
        """dihedral | torsion angle | cross product | scalar triple product | normal of the plane |
        angle between vectors | biot savart | lorentz force | angular momentum + vectors | unit normal
        | bond angle | torque + position | magnetic field + wire | reciprocal lattice | cell volume""",
        "numpy.cross numpy.linalg.norm numpy.einsum numpy.arctan2 numpy.linalg.vecdot numpy.linalg.cross",
        0.85,
    ),
    cue(
        "an iterative solver for a large sparse system",
        """conjugate gradient | krylov | gmres | preconditioner | preconditioned | matrix free | large
        sparse system | bicgstab""",
        """scipy.sparse.linalg.cg scipy.sparse.linalg.gmres scipy.sparse.linalg.bicgstab
        scipy.sparse.linalg.LinearOperator scipy.sparse.linalg.spilu""",
    ),
    cue(
        "a sparse matrix",
        """sparse | sparse matrix | adjacency + large | incidence matrix | stiffness assembly |
        assemble + elements""",
        """scipy.sparse.csr_matrix scipy.sparse.csr_array scipy.sparse.coo_array
        scipy.sparse.coo_matrix scipy.sparse.diags scipy.sparse.linalg.spsolve""",
        0.7,
    ),
    cue(
        "regularised inversion",
        """tikhonov | ridge | regularised | regularized | ill posed | damped least squares | inverse
        problem | l curve | tomography | smoothness constraint | inversion of + data | singular values
        + truncated""",
        """scipy.sparse.linalg.lsqr sklearn.linear_model.Ridge scipy.linalg.svd numpy.linalg.solve
        scipy.sparse.linalg.lsmr scipy.optimize.lsq_linear""",
        0.9,
    ),
)
