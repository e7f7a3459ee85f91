export * from "./tibco-eftl.cjs";
