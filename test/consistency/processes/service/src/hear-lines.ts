import type { Socket } from 'node:net';

/** Calls back with the value of each line of JSON that comes. What a broken connection leaves over is no line. */
export function hearLines(socket: Socket, hear: (value: unknown) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(JSON.parse(line));
  });
}
