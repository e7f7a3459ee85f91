export * from "./guacamole.cjs";
