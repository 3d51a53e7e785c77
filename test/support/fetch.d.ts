/** The generated client uses the browser's name of a body; Node's types have only the thing. */
type BodyInit = NonNullable<RequestInit['body']>;
