export * from "./jupyter-collaboration.cjs";
