export * from "./onlyoffice-docs.cjs";
