export * from "./fathom-charts.cjs";
