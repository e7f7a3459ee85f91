export * from "./nomad-exec.cjs";
