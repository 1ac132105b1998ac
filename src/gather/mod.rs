//! What is made of what was made: each member looks at every file on its way to the sink, and adds its own when all are there.

pub mod changes;
pub mod personal;
pub mod search;
