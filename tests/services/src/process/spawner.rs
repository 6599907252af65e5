//! One thread that starts every child and never ends.
//!
//! The signal that a child gets at its parent's death comes when the *thread* ends that
//! started it. A server that tests share would end with the test that happened to be first.

use std::io;
use std::process::{Child, Command};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

struct Order {
    command: Command,
    reply: Sender<io::Result<Child>>,
}

pub(super) fn spawn(command: Command) -> io::Result<Child> {
    static ORDERS: OnceLock<Sender<Order>> = OnceLock::new();
    let orders = ORDERS.get_or_init(|| {
        let (sender, receiver) = channel();
        thread::spawn(|| serve(receiver));
        sender
    });
    let (reply, answer) = channel();
    orders.send(Order { command, reply }).expect("the thread never ends");
    answer.recv().expect("every order is answered")
}

fn serve(orders: Receiver<Order>) {
    for mut order in orders {
        let _ = order.reply.send(order.command.spawn());
    }
}
