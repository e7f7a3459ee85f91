export * from "./react-native-inspector.cjs";
