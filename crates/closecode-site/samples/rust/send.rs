use closecode::SendableCode;

socket.close(Some(SendableCode::of::<__CODE__>().into()))?;
