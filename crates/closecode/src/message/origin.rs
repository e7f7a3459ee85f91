//! Who ended the connection, and how certain an answer is.

use crate::policy::word_enum;

word_enum! {
    /// Who ended the connection, as far as a text says.
    ///
    /// ```
    /// use closecode::message::{Origin, classify};
    /// let finding = classify("sent 1000 (OK); then received 1000 (OK)").unwrap();
    /// assert_eq!(finding.origin(), Origin::SentThenReceived);
    /// assert_eq!(finding.origin().as_str(), "sent-then-received");
    /// ```
    #[non_exhaustive]
    Origin {
        /// A Close frame arrived.
        Received = "received",
        /// A Close frame arrived with a code that this side does not accept.
        Invalid = "invalid",
        /// This side sent a Close frame.
        Sent = "sent",
        /// A Close frame arrived, and this side answered it.
        ReceivedThenSent = "received-then-sent",
        /// This side sent a Close frame, and the other side answered it.
        SentThenReceived = "sent-then-received",
        /// This side found a fault, or generated the code. Whether a Close frame was sent for it is
        /// not said.
        Local = "local",
        /// No Close frame arrived.
        NoFrame = "no-frame",
        /// The opening handshake was refused, or failed.
        Refused = "refused";
        /// The text does not say.
        Unknown = "unknown"
    }
}

word_enum! {
    /// How certain an answer is.
    ///
    /// ```
    /// use closecode::message::{Certainty, classify};
    /// let finding = classify("websocket: close 1001 (going away)").unwrap();
    /// assert_eq!(finding.certainty(), Certainty::Certain);
    /// assert!(Certainty::Certain > Certainty::Likely);
    /// ```
    #[non_exhaustive]
    Certainty {
        /// The text mentions a close code, and may be about something else.
        Possible = "possible",
        /// The text says that a number or name is a close code, in the way of nobody in particular;
        /// or several libraries print the text and do not mean the same.
        Likely = "likely";
        /// It is what a library prints, and all that print it mean the same.
        Certain = "certain"
    }
}
