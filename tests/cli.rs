//! Soon.
#![cfg(test)]
