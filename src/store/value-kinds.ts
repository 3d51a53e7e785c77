/** The kinds of values in a batch of columns. A text is numbered: `numbers` holds its index in `texts`. */
export const valueKinds = { null: 0, false: 1, true: 2, number: 3, text: 4 } as const;
