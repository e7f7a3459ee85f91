export * from "./outline-collab.cjs";
