//! The one wait of the program: input, signals, other threads, or the next due instant.
//!
//! Nothing ticks. An idle program sleeps in [`Events::wait`] until something happens, and the end of
//! the terminal is an event like any other.

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Instant;

use crossterm::event;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use super::input::{self, Input};
use super::signals::{self, Heard, SignalEvent};

/// Something that the loop has to answer; `Message` is what its own threads tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<Message> {
    /// A person did something.
    Input(Input),
    /// A signal arrived.
    Signal(SignalEvent),
    /// The terminal is gone; nothing can be shown any more.
    TerminalGone,
    /// A thread of the program panicked; the terminal was given back and the message printed.
    ThreadPanicked,
    /// A watcher or a worker has something to say.
    Posted(Message),
    /// The instant that was waited for has come.
    Due,
}

/// The receiving end, owned by the loop.
#[derive(Debug)]
pub struct Events<Message> {
    sender: Sender<Event<Message>>,
    receiver: Receiver<Event<Message>>,
}

/// The sending end for watchers and workers.
#[derive(Debug, Clone)]
pub struct Poster<Message> {
    sender: Sender<Event<Message>>,
}

impl<Message: Send + 'static> Events<Message> {
    /// Makes a wait that only hears what is posted.
    pub fn quiet() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver }
    }

    /// Starts to listen to signals; to be called before the terminal is taken.
    ///
    /// Nobody waits for input yet: the first frame comes before that, see [`Self::hear_terminal`].
    pub fn listen() -> io::Result<Self> {
        let events = Self::quiet();
        let sender = events.sender.clone();
        signals::watch(move |heard| {
            let event = match heard {
                Heard::Asked(signal) => Some(Event::Signal(signal)),
                Heard::WindowChanged => input::window_size().ok().map(Event::Input),
            };
            drop(event.map(|event| sender.send(event)));
        })?;
        Ok(events)
    }

    /// Starts to listen to the terminal: to what is typed, and to its end.
    ///
    /// To be called once the first frame is on the screen. What was typed before waits in the
    /// terminal and arrives then.
    pub fn hear_terminal(&self) -> io::Result<()> {
        self.spawn("input", |poster| read_input(&poster.sender))?;
        self.spawn("hangup", |poster| wait_for_hangup(&poster.sender))
    }

    /// Starts a thread that may post; should it panic, the loop hears of it.
    pub fn spawn(
        &self,
        name: &str,
        work: impl FnOnce(Poster<Message>) + Send + 'static,
    ) -> io::Result<()> {
        let alarm = PanicAlarm(self.sender.clone());
        let poster = self.poster();
        thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                let _alarm = alarm;
                work(poster);
            })?;
        Ok(())
    }

    /// Returns a sending end.
    pub fn poster(&self) -> Poster<Message> {
        Poster {
            sender: self.sender.clone(),
        }
    }

    /// Waits for the next event, but not beyond `due`.
    pub fn wait(&self, due: Option<Instant>) -> Event<Message> {
        let received = match due {
            Some(due) => self
                .receiver
                .recv_timeout(due.saturating_duration_since(Instant::now())),
            None => self.receiver.recv().map_err(RecvTimeoutError::from),
        };
        match received {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => Event::Due,
            // Cannot happen while a sender is kept beside the receiver.
            Err(RecvTimeoutError::Disconnected) => Event::TerminalGone,
        }
    }

    /// Returns an event that is already there, so that a burst is answered with one frame.
    pub fn pending(&self) -> Option<Event<Message>> {
        self.receiver.try_recv().ok()
    }
}

impl<Message> Poster<Message> {
    /// Tells the loop something; when the loop is gone, nobody needs to know.
    pub fn post(&self, message: Message) {
        drop(self.sender.send(Event::Posted(message)));
    }
}

/// Sounds when its thread unwinds.
struct PanicAlarm<Message>(Sender<Event<Message>>);

impl<Message> Drop for PanicAlarm<Message> {
    fn drop(&mut self) {
        if thread::panicking() {
            drop(self.0.send(Event::ThreadPanicked));
        }
    }
}

/// Passes input on until there is none or nobody listens.
fn read_input<Message>(sender: &Sender<Event<Message>>) {
    loop {
        let event = match event::read() {
            Ok(event) => input::decode(event).map(Event::Input),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
            Err(_) => Some(Event::TerminalGone),
        };
        let is_last = matches!(event, Some(Event::TerminalGone));
        let unheard = event.is_some_and(|event| sender.send(event).is_err());
        if is_last || unheard {
            return;
        }
    }
}

/// Waits for the terminal to go away.
///
/// The reader of input cannot tell: at the end of input it reads on for ever and is never heard of
/// again. Asking for no event at all leaves just the ones about the end.
fn wait_for_hangup<Message>(sender: &Sender<Event<Message>>) {
    let input = io::stdin();
    let mut descriptors = [PollFd::new(&input, PollFlags::empty())];
    while let Ok(_) | Err(Errno::INTR) = poll(&mut descriptors, None) {
        let seen = descriptors.each_ref().map(PollFd::revents);
        if seen.contains(&PollFlags::NVAL) {
            // Some systems cannot watch this kind of terminal; a hangup arrives as a signal there.
            return;
        }
        if seen
            .iter()
            .any(|seen| seen.intersects(PollFlags::HUP | PollFlags::ERR))
        {
            break;
        }
    }
    drop(sender.send(Event::TerminalGone));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_ends_with_what_was_posted() {
        let events = Events::quiet();
        events.poster().post("committed");
        assert_eq!(events.wait(None), Event::Posted("committed"));
        assert_eq!(events.pending(), None);
    }

    #[test]
    fn due_instant_ends_the_wait() {
        let events = Events::<()>::quiet();
        assert_eq!(events.wait(Some(Instant::now())), Event::Due);
    }

    #[test]
    fn panic_of_a_worker_reaches_the_loop() {
        let events = Events::<()>::quiet();
        events.spawn("worker", |_| panic!("on purpose")).unwrap();
        assert_eq!(events.wait(None), Event::ThreadPanicked);
    }
}
