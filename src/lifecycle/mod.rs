//! 申请: from a draft to everything that is said of it, and what bars handing it in.
