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
package io.lobstr.camel.simulator.api;

import io.lobstr.camel.simulator.state.Refusal;

/**
 * An error as the API reports it.
 *
 * @param status  the HTTP status
 * @param type    its type, such as {@code ParamsInvalid}
 * @param message its words
 * @param param   the parameter it is about, or null
 * @param shape   how it is written
 */
public record ApiError(int status, String type, String message, String param, ErrorShape shape) {

    static ApiError runNotFound() {
        return new ApiError(404, "not_found_error", "Run not found", "run_hash", ErrorShape.ERROR_OBJECT);
    }

    static ApiError runDoesNotExist() {
        return plain(404, "RunDoesNotExist", "Run does not exist");
    }

    static ApiError runIsOver() {
        return plain(404, "RunDoesNotExist", "No active run to abort");
    }

    static ApiError squidDoesNotExist() {
        return plain(404, "SquidDoesNotExistException", "Squid does not exist");
    }

    static ApiError taskDoesNotExist() {
        return plain(404, "TaskDoesNotExist", "Task does not exist");
    }

    static ApiError taskNotFound() {
        return new ApiError(404, "not_found_error", "Task not found", "task_hash", ErrorShape.ERROR_OBJECT);
    }

    static ApiError uploadNotFound() {
        return new ApiError(404, "not_found_error", "Upload not found", "upload_hash", ErrorShape.ERROR_OBJECT);
    }

    static ApiError taskNotValid(String why) {
        return plain(400, "TaskNotValidError", why);
    }

    static ApiError noTasks() {
        return plain(400, "NoTasksPresent", "This squid has no tasks");
    }

    static ApiError badEncoding() {
        return plain(400, "BadEncoding", "The file must be encoded in UTF-8");
    }

    static ApiError fileTooBig() {
        return plain(400, "FileSizeLimitExceeded", "The file is too big");
    }

    static ApiError duplicateSquid() {
        return plain(400, "DuplicateSquid", "A squid of this name exists already");
    }

    static ApiError noSlotLeft() {
        return plain(400, "SlotsLimitExceeded", "All slots of your plan are in use");
    }

    static ApiError tooConcurrent(int most) {
        return plain(400, "ConcurrencyLimitExceeded", "The concurrency can be " + most + " at most");
    }

    static ApiError squidNotReady() {
        return plain(400, "SquidNotReady", "Squid is not ready");
    }

    static ApiError squidInactive() {
        return plain(400, "SquidNotReady", "Squid is not active");
    }

    static ApiError moduleNotFound() {
        return plain(404, "ModuleNotFound", "Crawler does not exist");
    }

    static ApiError functionNotFound(String name) {
        return plain(404, "FunctionNotFound", "Function does not exist: " + name);
    }

    static ApiError accountDoesNotExist() {
        return plain(404, "AccountDoesNotExist", "Account does not exist");
    }

    static ApiError invalidType(String param, String type) {
        return plain(400, "InvalidParamType", "Invalid type of " + param + ": it must be " + type);
    }

    static ApiError invalidValue(String param) {
        return plain(400, "InvalidParameterValue", "Invalid value of " + param);
    }

    static ApiError invalidParam(String param) {
        return plain(400, "InvalidParam", "Invalid parameter: " + param);
    }

    /** What an unknown crawler does. */
    static ApiError somethingWentWrong() {
        return plain(500, "SomethingWentWrong", "Something went wrong");
    }

    static ApiError runCapReached() {
        return new ApiError(
                400, "RunCapReached", "This run has all the results it may have.", null, ErrorShape.TYPE_AND_MESSAGE);
    }

    static ApiError chain(int status, String message) {
        return new ApiError(status, "ChainError", message, null, ErrorShape.ERROR_TEXT);
    }

    static ApiError detail(int status, String message) {
        return new ApiError(status, "AccountError", message, null, ErrorShape.DETAIL);
    }

    static ApiError runActive() {
        return new ApiError(
                400, "validation_error", "A run is already active for this squid", "squid", ErrorShape.ERROR_OBJECT);
    }

    static ApiError runInProgress() {
        return plain(400, "RunInProgress", "A run is already in progress for this squid");
    }

    static ApiError runNotAborted() {
        return new ApiError(
                400, "RunNotAborted", "Only aborted runs can be resurrected.", null, ErrorShape.TYPE_AND_MESSAGE);
    }

    static ApiError clusterBusy() {
        return new ApiError(
                400, "ClusterBusy", "Another run of this squid is in progress.", null, ErrorShape.TYPE_AND_MESSAGE);
    }

    static ApiError retryCooldown() {
        return new ApiError(
                400, "RetryCooldown", "This task was retried less than 5 minutes ago.", null, ErrorShape.TYPE_AND_MESSAGE);
    }

    static ApiError exportLimitReached(int rows) {
        return plain(400, "ExportLimitReached", "Your plan shows no more than " + rows + " results.");
    }

    static ApiError refused(Refusal refusal) {
        return plain(400, refusal.type(), refusal.message());
    }

    static ApiError needed(String param) {
        return new ApiError(400, "ParamsNeeded", "Parameter needed: " + param, param, ErrorShape.ERRORS_OBJECT);
    }

    static ApiError invalid(String param, String why) {
        return new ApiError(400, "ParamsInvalid", "Invalid " + param + ": " + why, param, ErrorShape.ERRORS_OBJECT);
    }

    static ApiError noSuchPath() {
        return plain(404, "HTTPNotFound", "Not found");
    }

    static ApiError notFound() {
        return new ApiError(404, "not_found_error", "Not found", null, ErrorShape.ERROR_TEXT);
    }

    static ApiError methodNotAllowed(String method) {
        return new ApiError(
                405, "MethodNotAllowed", "Method \"" + method + "\" not allowed.", null, ErrorShape.DETAIL);
    }

    static ApiError notAuthenticated() {
        return plain(401, "NotAuthenticated", "Authentication credentials were not provided.");
    }

    static ApiError invalidToken() {
        return new ApiError(401, "NotAuthenticated", "Invalid token.", null, ErrorShape.DETAIL);
    }

    /**
     * {@return what is answered when the limit is exceeded}
     */
    public static ApiError rateLimited() {
        return new ApiError(
                429, "RateLimitExceeded", "Rate limit exceeded. Please try again later.", null, ErrorShape.ERROR_TYPED);
    }

    static ApiError throttled(long seconds) {
        return plain(429, "Throttled", "Request was throttled. Expected available in " + seconds + " seconds.");
    }

    private static ApiError plain(int status, String type, String message) {
        return new ApiError(status, type, message, null, ErrorShape.ERRORS_OBJECT);
    }
}
