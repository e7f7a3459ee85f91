export * from "./ko.cjs";
