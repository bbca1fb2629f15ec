// What could end the address and begin another one or a header never reaches a mail server.
const ADDRESS = /^[^\s@<>(),;:"[\]\\\p{Cc}]+@[^\s@<>(),;:"[\]\\\p{Cc}]+$/u;

/** Whether a letter can be sent there. */
export const isMailAddress = (text: string): boolean => ADDRESS.test(text);
