export * from "./strawberry-graphql.cjs";
