// Written by `npm run generate` from spec/; not to be edited.
export interface paths {
    "/chat/sessions/{session_id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Session */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Session */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/sessions/{session_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List history */
        get: operations["listHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create contact */
        post: operations["createContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SendMessageRequest: {
            /** @enum {string} */
            sender: "contact" | "agent";
            message: components["schemas"]["Message"];
            contact?: components["schemas"]["SentContact"];
            /** @description Session-level custom data to merge into the chat session. Use contact.custom_data for contact-level attributes. */
            custom_data?: components["schemas"]["SessionCustomData"];
            agent?: components["schemas"]["Agent"];
            /** @default false */
            should_take_over_session_from_ai?: boolean;
        };
        /** @description What is said. Its members are known by example only; whether any may be missing is open. */
        Message: {
            /** @example text */
            type?: string;
            text?: string;
            attachments?: components["schemas"]["Attachment"][];
        };
        Attachment: {
            name?: string;
            url?: string;
            base64?: string;
            mime_type?: string;
        };
        SentContact: {
            name?: string;
            /** Format: email */
            email?: string;
            phone_number?: string;
            avatar_url?: string;
            custom_data?: components["schemas"]["ContactCustomData"];
        };
        Agent: {
            id?: number;
            name?: string;
            avatar_url?: string;
        };
        /** @description Attributes of this conversation; merged into the session. */
        SessionCustomData: {
            [key: string]: string | number | boolean;
        };
        /** @description Attributes of the person; merged into the contact. A number or boolean is open; once accepted, it comes back as a string. */
        ContactCustomData: {
            [key: string]: string;
        };
        SendMessageResponse: {
            success: boolean;
            data: {
                message: {
                    id: string;
                };
            };
        };
        Error: {
            statusCode: number;
            /** @description What is wrong, as one text or a list of texts. */
            message: string | string[];
            error: string;
        };
        CreateSessionRequest: {
            /** Format: uuid */
            contact_id?: string;
            channel?: {
                /**
                 * @default api
                 * @enum {string}
                 */
                type?: "web" | "web_voice" | "phone_voice" | "email" | "sms" | "whatsapp" | "slack" | "api";
            };
            verified?: boolean | null;
            custom_data?: components["schemas"]["SessionCustomData"];
            contact?: components["schemas"]["ContactInput"];
        };
        CreateContactRequest: {
            contact: components["schemas"]["ContactInput"];
        };
        ContactInput: {
            /** Format: email */
            email?: string;
            name?: string;
            phone_number?: string;
            custom_data?: components["schemas"]["ContactCustomData"];
        };
        CreatedSession: {
            /** Format: uuid */
            id: string;
        };
        Session: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "open" | "closed_resolved" | "closed_unresolved";
            /** @enum {string|null} */
            ai_closure_type: "assumed_resolved" | "handed_off" | "resolved" | null;
            /** @enum {string|null} */
            sentiment: "angry" | "happy" | "neutral" | null;
            channel: {
                type: string;
            };
            ticket_number: number;
            assist_mode: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            contact?: components["schemas"]["StoredContact"];
            language?: string;
            assignee_id?: string | number | null;
            custom_data?: components["schemas"]["StoredCustomData"];
            team?: {
                id?: string;
                name?: string;
                description?: string | null;
            };
            handoff?: {
                summary?: string;
                sentiment?: string;
            };
            ticketing_system?: {
                name?: string;
                external_id?: string;
                /** @enum {string} */
                id_type?: "conversation_id" | "ticket_id" | "case_id" | "conversation_sid";
            };
        };
        StoredContact: {
            id: string;
            email?: string | null;
            phone_number?: string | null;
            name?: string | null;
            custom_data?: components["schemas"]["StoredCustomData"];
        };
        /** @description As it was sent; the provider may keep keys of its own beside it. */
        StoredCustomData: {
            [key: string]: string | number | boolean;
        };
        History: {
            items: components["schemas"]["HistoryItem"][];
            next: string | null;
        };
        HistoryItem: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created_at: string;
            event: {
                type?: string;
                sender?: {
                    type?: string;
                    name?: string | null;
                };
                content?: {
                    type?: string;
                    text?: string;
                };
                attachments?: {
                    id?: string;
                    name?: string;
                    size?: number;
                    type?: string;
                    url?: string;
                }[];
                context?: unknown;
            };
        };
    };
    responses: {
        /** @description The request is invalid */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The API key is missing or invalid */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The API key is valid and has no access */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such session or contact */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Refused for another reason; the body may be anything. */
        OtherError: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /** @description The unique identifier of the chat session */
        SessionId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The unique identifier of the chat session */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessageRequest"];
            };
        };
        responses: {
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Default Response */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendMessageResponse"];
                };
            };
            "4XX": components["responses"]["OtherError"];
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateSessionRequest"];
            };
        };
        responses: {
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The session was created */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedSession"];
                };
            };
            "4XX": components["responses"]["OtherError"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The unique identifier of the chat session */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The session */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            "4XX": components["responses"]["OtherError"];
        };
    };
    listHistory: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The unique identifier of the chat session */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description One page of the history */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            "4XX": components["responses"]["OtherError"];
        };
    };
    createContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateContactRequest"];
            };
        };
        responses: {
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description The contact */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredContact"];
                };
            };
            "4XX": components["responses"]["OtherError"];
        };
    };
}
