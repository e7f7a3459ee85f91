export * from "./websockify.cjs";
