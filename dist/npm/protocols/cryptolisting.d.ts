export * from "./cryptolisting.cjs";
