/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.lobstr.camel.examples.samples;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.TextMessage;

import org.apache.camel.Handler;

/**
 * Opens a JMS message whose sender nobody knows: a text, or bytes that are one in UTF-8. Anything else stays closed, a
 * Java object above all, since reading one runs code that its sender chose.
 */
public class MessageText {

    /** What no text has, and JSON never as it is. */
    private static final Pattern BINARY = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]");

    /**
     * @param  message      as the broker delivered it, which {@code mapJmsMessage=false} leaves alone
     * @return              its text
     * @throws JMSException if it has none
     */
    @Handler
    public String of(Message message) throws JMSException {
        String text = null;
        if (message instanceof TextMessage written) {
            text = written.getText();
        } else if (message instanceof BytesMessage bytes) {
            // one that comes again may have been read before
            bytes.reset();
            byte[] content = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.readBytes(content);
            text = decode(content);
        } else if (message instanceof ObjectMessage) {
            throw new MessageFormatException("the message is a Java object, which is not read: it takes a text");
        }
        if (text == null) {
            throw new MessageFormatException("the message has no text");
        }
        if (BINARY.matcher(text).find()) {
            throw new MessageFormatException("the message is no text: it has control characters");
        }
        return text;
    }

    private static String decode(byte[] content) throws MessageFormatException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new MessageFormatException("the message is no text: its bytes are no UTF-8");
        }
    }
}
