//! Facts from real databases, by way of `gonogo collect`.
#![cfg(test)]

#[path = "databases/encrypted.rs"]
mod encrypted;
#[path = "databases/gate.rs"]
mod gate;
#[path = "databases/locks.rs"]
mod locks;
#[path = "databases/logins.rs"]
mod logins;
#[path = "databases/postgres.rs"]
mod postgres;
#[path = "databases/redis.rs"]
mod redis;
#[path = "databases/replica.rs"]
mod replica;
#[path = "databases/writes.rs"]
mod writes;
