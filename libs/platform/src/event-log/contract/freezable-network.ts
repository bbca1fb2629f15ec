import { Socket } from 'node:net';

/** Sockets that can be stopped together: what is written waits, what arrives is not read, no one is told. */
export class FreezableNetwork {
  private readonly sockets = new Set<Socket>();
  private frozen = false;

  /** A new socket, not connected yet. */
  socket(): Socket {
    const socket = new Socket();
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    if (this.frozen) this.stop(socket);
    return socket;
  }

  freeze(): void {
    this.frozen = true;
    this.sockets.forEach((socket) => this.stop(socket));
  }

  /** What is written goes out, but no answer is heard, until thawed. */
  deafen(): void {
    this.sockets.forEach((socket) => socket.pause());
  }

  thaw(): void {
    this.frozen = false;
    for (const socket of this.sockets) {
      socket.uncork();
      socket.resume();
    }
  }

  private stop(socket: Socket): void {
    socket.cork();
    socket.pause();
  }
}
