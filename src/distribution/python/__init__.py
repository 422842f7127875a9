"""The calculus lab for TypeScript in Jupyter: library, kernel and course, run by Node.js."""
