/** Where reader agents listen on the machines of this installation: the page talks to its own machine only. */
export interface DeviceBridge {
  readonly port: number;
}

declare module '#platform/runtime' {
  interface Ports {
    deviceBridge: DeviceBridge;
  }
}
