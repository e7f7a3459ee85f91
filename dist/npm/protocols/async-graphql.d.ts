export * from "./async-graphql.cjs";
