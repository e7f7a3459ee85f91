export * from "./socketcluster.cjs";
